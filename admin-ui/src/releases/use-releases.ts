import type {
  EvidenceView,
  ReleaseDetail,
  ReleaseList,
  ReleaseView,
} from '@bunting/flag-server/releases/release-schemas.ts'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { isLive } from './release-state.ts'

/** The runner looks once a second and tells only of moves: who watches asks for the rest. */
const WATCH_MS = 2_000
/** Of a release of days the evidence is a long answer, and its curve is slow. */
const EVIDENCE_MS = 10_000
const SHORT_STAGE_MS = 600_000

type ReleaseGroup = 'live' | 'draft' | 'ended'

export type FoundReleases = ReturnType<typeof useReleases>

/** Releases of an environment in such a state, newest first, page after page. `watched`: while some run, on a clock too. */
export function useReleases(
  project: string,
  environment: string,
  state: ReleaseGroup,
  watched = false,
) {
  return useInfiniteQuery({
    queryKey: queryKeys.releases(project, environment, { state }),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ state, ...(pageParam && { cursor: pageParam }) })
      const path = `${apiPaths.releases(project, environment)}?${params}`
      return request<ReleaseList>('GET', path, undefined, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => ({
      releases: pages.flatMap(({ releases }) => releases),
      total: pages.at(-1)?.total ?? 0,
    }),
    refetchInterval: (query) =>
      watched && query.state.data?.pages.some(({ releases }) => releases.some(isLive))
        ? WATCH_MS
        : false,
  })
}

/** One release with what its decisions rest on; asked for again while it lives. */
export function useRelease(project: string, environment: string, id: string | undefined) {
  return useQuery({
    queryKey: queryKeys.release(project, id ?? ''),
    queryFn: ({ signal }) =>
      request<ReleaseDetail>(
        'GET',
        apiPaths.release(project, environment, id ?? ''),
        undefined,
        signal,
      ),
    enabled: id !== undefined,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && !isLive(state.data) ? false : WATCH_MS),
  })
}

/** What was found over time, and each move. */
export function useEvidence({ project, environment, id, state, plan, stage }: ReleaseView) {
  const isShort = (plan.stages[stage]?.bakeMs ?? 0) < SHORT_STAGE_MS
  return useQuery({
    queryKey: queryKeys.evidence(project, id),
    queryFn: ({ signal }) =>
      request<EvidenceView>('GET', apiPaths.evidence(project, environment, id), undefined, signal),
    select: ({ points }) => points,
    placeholderData: keepPreviousData,
    refetchInterval: isLive({ state }) && (isShort ? WATCH_MS : EVIDENCE_MS),
  })
}
