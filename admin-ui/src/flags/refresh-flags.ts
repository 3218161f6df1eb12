import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { QueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { askAgain } from '../shared/ask-again.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { RequestFailed } from '../shared/request-failed.ts'
import { isHeld, listsHold, putFlag, removeFlag } from './flag-cache.ts'

/** Asks again for the flags that changed elsewhere, and for nothing else. */
export async function refreshFlags(
  client: QueryClient,
  project: string,
  keys: readonly string[],
): Promise<void> {
  const known = await Promise.all(keys.map((key) => refreshFlag(client, project, key)))
  if (known.includes(false)) {
    await askAgain(client, queryKeys.flags(project))
  }
}

/** False for a flag that no list shows yet: its place in the order is the server's to say. */
async function refreshFlag(client: QueryClient, project: string, key: string): Promise<boolean> {
  if (!isHeld(client, project, key)) return false
  try {
    const flag = await request<FlagView>('GET', apiPaths.flag(project, key))
    if (flag.archivedAt !== null) {
      removeFlag(client, project, key)
      return true
    }
    putFlag(client, project, flag)
    return listsHold(client, project, key)
  } catch (failure) {
    if (!(failure instanceof RequestFailed) || failure.code !== 'flag_not_found') throw failure
    removeFlag(client, project, key)
    // A page that is open on it finds out for itself.
    await client.resetQueries({ queryKey: queryKeys.flag(project, key) })
    return true
  }
}
