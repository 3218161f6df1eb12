import type { FlagList, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query'
import { usePlace } from '../../projects/place.tsx'
import { apiPaths } from '../../shared/api-paths.ts'
import { queryKeys } from '../../shared/query-keys.ts'
import { request } from '../../shared/request.ts'
import { findFlags, likeliestFirst } from './palette-query.ts'

const ASKED = 30

/**
 * Flags that have every word: at once those that this browser knows already, a moment later all that
 * the server finds.
 */
export function useFoundFlags(words: readonly string[], limit: number): readonly FlagView[] {
  const { project, environment } = usePlace()
  const client = useQueryClient()
  const search = words.join(' ')
  const { data } = useQuery({
    queryKey: queryKeys.foundFlags(project.key, search),
    queryFn: ({ signal }) => {
      const params = new URLSearchParams({ limit: String(ASKED), ...(search && { search }) })
      return request<FlagList>('GET', `${apiPaths.flags(project.key)}?${params}`, undefined, signal)
    },
    staleTime: 0,
    gcTime: 60_000,
  })
  // What the lists hold follows every change by itself.
  const held = client
    .getQueriesData<InfiniteData<FlagList>>({ queryKey: queryKeys.flags(project.key) })
    .flatMap(([, list]) => list?.pages.flatMap((page) => page.flags) ?? [])
    .filter(({ archivedAt }) => archivedAt === null)
  const known = new Map(held.map((flag) => [flag.key, flag]))
  // The server also looks into descriptions and tags: what it found is a match.
  const found = (data?.flags ?? []).map((flag) => {
    const newer = known.get(flag.key)
    known.delete(flag.key)
    return newer?.environments[environment.key] ? newer : flag
  })
  const others = findFlags([...known.values()], words)
  return likeliestFirst([...found, ...others], words).slice(0, limit)
}
