import type {
  SegmentConfigurationChanged,
  SegmentDetails,
} from '@bunting/flag-server/segments/segment-schemas.ts'
import { type QueryFunctionContext, queryOptions, useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { newestMembers } from './newest-members.ts'
import { isDeleting } from './use-change-segment.ts'

/** A segment and all that asks for it. */
export function useSegment(project: string, segment: string) {
  return useQuery({
    queryKey: queryKeys.segment(project, segment),
    queryFn: unlessDeleting<SegmentDetails>(project, segment, apiPaths.segment(project, segment)),
  })
}

/** Who belongs to a segment in one environment, with the lists. */
export function segmentConfigurationQuery(project: string, environment: string, segment: string) {
  return queryOptions({
    queryKey: queryKeys.segmentConfiguration(project, segment, environment),
    queryFn: unlessDeleting<SegmentConfigurationChanged>(
      project,
      segment,
      apiPaths.segmentConfiguration(project, environment, segment),
      newestMembers,
    ),
  })
}

export function useSegmentConfiguration(project: string, environment: string, segment: string) {
  return useQuery(segmentConfigurationQuery(project, environment, segment))
}

/** Asks for it; while it is being deleted, what is held stays: the answer would be that it is gone. */
function unlessDeleting<T>(
  project: string,
  segment: string,
  path: string,
  newest: (held: T | undefined, answered: T) => T = (_held, answered) => answered,
) {
  return async ({ client, queryKey, signal }: QueryFunctionContext): Promise<T> => {
    const held = client.getQueryData<T>(queryKey)
    if (held !== undefined && isDeleting(client, project, segment)) return held
    const answered = await request<T>('GET', path, undefined, signal)
    return newest(client.getQueryData<T>(queryKey), answered)
  }
}
