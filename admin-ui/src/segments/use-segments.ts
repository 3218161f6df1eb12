import type { SegmentList, SegmentView } from '@bunting/flag-server/segments/segment-schemas.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

const PAGE = 200

export interface Segments {
  readonly segments: readonly SegmentView[]
  readonly loading: boolean
  readonly complete: boolean
  readonly error: Error | null
  readonly retry: () => void
}

/** All segments of a project, without their lists: there are few, and every rule editor offers them. */
export function useSegments(project: string): Segments {
  const query = useInfiniteQuery({
    queryKey: queryKeys.segments(project),
    queryFn: ({ pageParam, signal }) =>
      request<SegmentList>('GET', listPath(project, pageParam), undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // The live socket says what changed, and a new one asks for all again.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query
  const segments = useMemo(() => data?.pages.flatMap((page) => page.segments) ?? [], [data])

  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) fetchNextPage()
  }, [hasNextPage, isFetching, isError, fetchNextPage])

  return {
    segments,
    loading: query.isPending,
    complete: query.isSuccess && !hasNextPage,
    error: query.error,
    retry: () => (data ? fetchNextPage() : query.refetch()),
  }
}

function listPath(project: string, cursor: string | null): string {
  const params = new URLSearchParams({ limit: String(PAGE) })
  if (cursor) params.set('cursor', cursor)
  return `${apiPaths.segments(project)}?${params}`
}
