import type { FlagList, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { overtaken } from './flag-cache.ts'

/** One flag; what the list holds of it is shown while it is asked for. */
export function useFlag(project: string, flag: string) {
  const client = useQueryClient()
  return useQuery({
    queryKey: queryKeys.flag(project, flag),
    queryFn: async ({ signal }) => {
      const answer = await request<FlagView>('GET', apiPaths.flag(project, flag), undefined, signal)
      return overtaken(client, project, [answer])[0] ?? answer
    },
    placeholderData: () =>
      client
        .getQueriesData<InfiniteData<FlagList>>({ queryKey: queryKeys.flags(project) })
        .flatMap(([, held]) => held?.pages ?? [])
        .flatMap((page) => page.flags)
        .find(({ key }) => key === flag),
  })
}
