import type { Delivery } from '@bunting/flag-server/delivery/delivery-schemas.ts'
import { useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { RequestFailed } from '../shared/request-failed.ts'
import { deliveryState } from './delivery-words.ts'

const SOON_MS = 1_000
const LATER_MS = 5_000

/**
 * How far a revision has come. The live socket brings the figures; asking again is for when it
 * does not, and stops once everyone connected has applied the revision.
 */
export function useDelivery(project: string, environment: string, revision: number | null) {
  return useQuery({
    queryKey: queryKeys.delivery(project, environment, revision ?? 0),
    queryFn: ({ signal }) =>
      request<Delivery>(
        'GET',
        apiPaths.delivery(project, environment, revision ?? 0),
        undefined,
        signal,
      ),
    enabled: revision !== null,
    staleTime: 0,
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => {
      if (isGone(state.error)) return false
      if (state.data && deliveryState(state.data) !== 'under-way') return false
      return state.dataUpdateCount < 10 ? SOON_MS : LATER_MS
    },
  })
}

/** The project, or the right to see it: a strip may have been kept for longer than either. */
function isGone(error: Error | null): boolean {
  return error instanceof RequestFailed && (error.status === 403 || error.status === 404)
}
