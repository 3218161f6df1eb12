import type {
  SegmentConfigurationChanged,
  SegmentDetails,
} from '@bunting/flag-server/segments/segment-schemas.ts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { isDeleting, useIsDeleting } from './use-change-segment.ts'

/** A segment and all that asks for it. */
export function useSegment(project: string, segment: string) {
  const deleting = useIsDeleting(project, segment)
  return useQuery({
    enabled: !deleting,
    queryKey: queryKeys.segment(project, segment),
    queryFn: ({ signal, client, queryKey }) => {
      const held = client.getQueryData<SegmentDetails>(queryKey)
      if (held && isDeleting(client, project, segment)) return held
      return request<SegmentDetails>('GET', apiPaths.segment(project, segment), undefined, signal)
    },
  })
}

/** Who belongs to a segment in one environment, with the lists. */
export function segmentConfigurationQuery(project: string, environment: string, segment: string) {
  return queryOptions({
    queryKey: queryKeys.segmentConfiguration(project, segment, environment),
    queryFn: ({ signal }) =>
      request<SegmentConfigurationChanged>(
        'GET',
        apiPaths.segmentConfiguration(project, environment, segment),
        undefined,
        signal,
      ),
  })
}

export function useSegmentConfiguration(project: string, environment: string, segment: string) {
  const deleting = useIsDeleting(project, segment)
  return useQuery({
    ...segmentConfigurationQuery(project, environment, segment),
    enabled: !deleting,
  })
}
