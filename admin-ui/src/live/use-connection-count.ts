import type { ConnectionCount } from '@bunting/flag-server/delivery/delivery-schemas.ts'
import { useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { useLivePhase } from './live-provider.tsx'

/** How many SDKs are connected to an environment; asked for on a clock only while the live socket is down. */
export function useConnectionCount(project: string, environment: string) {
  const { phase } = useLivePhase()
  return useQuery({
    queryKey: queryKeys.connectionCount(project, environment),
    queryFn: ({ signal }) =>
      request<ConnectionCount>(
        'GET',
        apiPaths.connectionCount(project, environment),
        undefined,
        signal,
      ),
    refetchInterval: phase === 'live' ? false : 5_000,
  })
}
