import type { Me } from '@bunting/flag-server/accounts/account-schemas.ts'
import { useQuery } from '@tanstack/react-query'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { RequestFailed } from '../shared/request-failed.ts'

/** Who is signed in; null for nobody. */
export function useMe() {
  return useQuery({ queryKey: queryKeys.me, queryFn: readMe, staleTime: 5 * 60_000 })
}

async function readMe({ signal }: { signal: AbortSignal }): Promise<Me | null> {
  try {
    return await request<Me>('GET', '/me', undefined, signal)
  } catch (failure) {
    if (failure instanceof RequestFailed && failure.status === 401) return null
    throw failure
  }
}
