import type { QueryClient } from '@tanstack/react-query'
import { queryKeys } from '../shared/query-keys.ts'

/** Asks again for what many changes may have touched: lists, counts, flags that were open, history. */
export async function refreshList(client: QueryClient, project: string): Promise<void> {
  const keys = [
    queryKeys.flags(project),
    queryKeys.everyFlagFacet(project),
    ['project', project, 'flag'],
    queryKeys.audit(project),
  ]
  await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
}
