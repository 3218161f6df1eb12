import type { SegmentList } from '@bunting/flag-server/segments/segment-schemas.ts'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

const PAGE = '100'

/** Segments that a search finds, page after page; what was found stays until the next is. */
export function useSegmentList(project: string, environment: string, search: string) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.segments(project), 'found', environment, search],
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ limit: PAGE, environment })
      if (search) params.set('search', search)
      if (pageParam) params.set('cursor', pageParam)
      const path = `${apiPaths.segments(project)}?${params}`
      return request<SegmentList>('GET', path, undefined, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
}
