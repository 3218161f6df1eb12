import type { FlagList, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { overtaken } from '../flags/flag-cache.ts'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { type FlagFilter, flagQuery } from './flag-filter.ts'

/** What fills a tall screen twice. */
const PAGE = '60'

export interface FoundFlags {
  readonly flags: readonly FlagView[]
  /** Of all pages, also of those that were not loaded yet. */
  readonly total: number
  readonly loading: boolean
  /** What is shown answers an older question: the answer to this one is on its way. */
  readonly behind: boolean
  readonly error: Error | null
  readonly retry: () => void
  /** Asks for the next page; undefined when there is none, or one is coming. */
  readonly more: (() => void) | undefined
}

/**
 * Flags that the server finds, page after page. Each question has an entry of its own in the cache and
 * ends the request of the one before, so that no late answer replaces a newer one.
 */
export function useFlagList(project: string, environment: string, filter: FlagFilter): FoundFlags {
  const question = flagQuery(filter, environment).toString()
  const query = useInfiniteQuery({
    queryKey: queryKeys.flagPages(project, question),
    queryFn: async ({ client, pageParam, signal }) => {
      const params = new URLSearchParams(question)
      params.set('limit', PAGE)
      if (pageParam) params.set('cursor', pageParam)
      const path = `${apiPaths.flags(project)}?${params}`
      const page = await request<FlagList>('GET', path, undefined, signal)
      return { ...page, flags: overtaken(client, project, page.flags) }
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // The live socket says what changed, and a new one asks for all again.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query
  const flags = useMemo(() => withoutTwins(data?.pages ?? []), [data])
  return {
    flags,
    total: data?.pages.at(-1)?.total ?? 0,
    loading: query.isPending,
    behind: query.isPlaceholderData,
    error: query.error,
    retry: () => (data ? fetchNextPage() : query.refetch()),
    more: hasNextPage && !isFetching && !isError ? fetchNextPage : undefined,
  }
}

/** A flag whose place moved between two pages, by a change, may be in both. */
function withoutTwins(pages: readonly FlagList[]): readonly FlagView[] {
  const byKey = new Map<string, FlagView>()
  for (const { flags } of pages) for (const flag of flags) byKey.set(flag.key, flag)
  return [...byKey.values()]
}
