import type {
  EvidenceView,
  ReleaseDetail,
  ReleaseView,
} from '@bunting/flag-server/releases/release-schemas.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { isLive } from './release-state.ts'

/** The runner looks once a second and tells only of moves: who watches asks for the rest. */
const WATCH_MS = 2_000
/** Of a release of days the evidence is a long answer, and its curve is slow. */
const EVIDENCE_MS = 10_000
const SHORT_STAGE_MS = 600_000

interface Releases {
  readonly releases: readonly ReleaseView[]
}

/** Releases of an environment, the newest first. `watched`: while some run, on a clock too. */
export function useReleases(project: string, environment: string, watched = false) {
  return useQuery({
    queryKey: queryKeys.releases(project, environment),
    queryFn: ({ signal }) =>
      request<Releases>('GET', apiPaths.releases(project, environment), undefined, signal),
    select: ({ releases }) => releases,
    refetchInterval: ({ state }) =>
      watched && state.data?.releases.some(isLive) ? WATCH_MS : false,
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
