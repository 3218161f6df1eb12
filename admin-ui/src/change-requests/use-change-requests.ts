import type {
  ChangeRequestList,
  ChangeRequestView,
} from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { type RequestsAsked, requestsParams } from './request-filter.ts'

/** Change requests, the newest first, page after page. */
export function useChangeRequests(project: string, asked: RequestsAsked) {
  return useInfiniteQuery({
    queryKey: queryKeys.changeRequests(project, asked),
    queryFn: ({ pageParam, signal }) => readList(project, asked, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** One with everything said about it. */
export function useChangeRequest(project: string, number: number) {
  return useQuery({
    queryKey: queryKeys.changeRequest(project, number),
    queryFn: ({ signal }) =>
      request<ChangeRequestView>('GET', apiPaths.changeRequest(project, number), undefined, signal),
    enabled: Number.isInteger(number),
  })
}

/** How many wait for the one who is signed in; undefined until it is known. */
export function useWaitingCount(project: string): number | undefined {
  const asked = { waitingForMe: true, limit: 1 }
  const { data } = useQuery({
    queryKey: queryKeys.changeRequests(project, asked),
    queryFn: ({ signal }) => readList(project, asked, null, signal),
    select: ({ waitingForMe }) => waitingForMe,
  })
  return data
}

function readList(
  project: string,
  asked: RequestsAsked,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ChangeRequestList> {
  const params = requestsParams(asked)
  if (cursor !== null) params.set('cursor', cursor)
  return request('GET', `${apiPaths.changeRequests(project)}?${params}`, undefined, signal)
}
