import type { Comparison } from '@bunting/flag-server/comparison/comparison-schemas.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

/** What two environments treat differently, page after page; asked again whenever something changes. */
export function useComparison(project: string, left: string, right: string, search: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.comparison(project, left, right, search),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ left, right })
      if (search) params.set('search', search)
      if (pageParam) params.set('cursor', pageParam)
      return request<Comparison>(
        'GET',
        `${apiPaths.comparison(project)}?${params}`,
        undefined,
        signal,
      )
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // While somebody types: of another pair it would be taken for the answer.
    placeholderData: (before, query) =>
      query?.queryKey[4] === left && query.queryKey[5] === right ? before : undefined,
    enabled: left !== right,
  })
}
