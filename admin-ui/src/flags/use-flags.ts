import type { FlagList, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { overtaken } from './flag-cache.ts'

const PAGE = 200
/** Up to here the whole list is held and searched here, as one types; past it the server searches. */
const HELD_WHOLE = 5_000

export interface Flags {
  readonly flags: readonly FlagView[]
  readonly loading: boolean
  /** All that the server has for the search. */
  readonly complete: boolean
  readonly error: Error | null
  readonly retry: () => void
}

/** The project's flags in the server's order, page after page. */
export function useFlags(project: string, search: string): Flags {
  const whole = useFlagPages(project, '', true)
  const asked = useFlagPages(project, search, search !== '' && whole.large)
  return search !== '' && whole.large ? asked : whole
}

function useFlagPages(project: string, search: string, enabled: boolean) {
  const query = useInfiniteQuery({
    queryKey: queryKeys.flagList(project, search),
    queryFn: async ({ client, pageParam, signal }) => {
      const path = listPath(project, search, pageParam)
      const page = await request<FlagList>('GET', path, undefined, signal)
      return { ...page, flags: overtaken(client, project, page.flags) }
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled,
    // The live socket says what changed, and a new one asks for all again.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query
  const flags = useMemo(() => data?.pages.flatMap((page) => page.flags) ?? [], [data])
  const large = hasNextPage && flags.length >= HELD_WHOLE

  useEffect(() => {
    if (enabled && hasNextPage && !large && !isFetching && !isError) fetchNextPage()
  }, [enabled, hasNextPage, large, isFetching, isError, fetchNextPage])

  return {
    flags,
    large,
    loading: query.isPending,
    complete: query.isSuccess && !hasNextPage,
    error: query.error,
    retry: () => (data ? fetchNextPage() : query.refetch()),
  }
}

function listPath(project: string, search: string, cursor: string | null): string {
  const params = new URLSearchParams({ limit: String(PAGE) })
  if (search) params.set('search', search)
  if (cursor) params.set('cursor', cursor)
  return `${apiPaths.flags(project)}?${params}`
}
