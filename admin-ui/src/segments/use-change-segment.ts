import type {
  NewSegment,
  SegmentConfigurationChanged,
  SegmentConfigurationPatch,
  SegmentDetails,
  SegmentPatch,
  SegmentView,
} from '@bunting/flag-server/segments/segment-schemas.ts'
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { noteRevision } from '../projects/note-revision.ts'
import { apiPaths } from '../shared/api-paths.ts'
import { askAgain } from '../shared/ask-again.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { isStale } from '../shared/request-failed.ts'
import { newestMembers } from './newest-members.ts'

/** Looks again at every segment, and at what was written down of them. */
export function refreshSegments(client: QueryClient, project: string): Promise<unknown> {
  return Promise.all([
    askAgain(client, queryKeys.segments(project)),
    askAgain(client, queryKeys.everySegment(project)),
    askAgain(client, queryKeys.audit(project)),
  ])
}

export function useCreateSegment(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (segment: NewSegment) =>
      request<SegmentView>('POST', apiPaths.segments(project), segment),
    onSuccess: () => refreshSegments(client, project),
  })
}

/**
 * Changes what people read about a segment.
 *
 * @param onSaved called with what was sent, also when the page that sent it is not open any more
 */
export function useUpdateSegment(
  project: string,
  segment: string,
  onSaved: (sent: SegmentPatch) => void,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (patch: SegmentPatch) =>
      request<SegmentView>('PATCH', apiPaths.segment(project, segment), patch),
    onSuccess: (changed, sent) => {
      client.setQueryData(
        queryKeys.segment(project, segment),
        (held: SegmentDetails | undefined) => held && { ...held, ...changed },
      )
      onSaved(sent)
      return refreshSegments(client, project)
    },
    onError: (failure) => (isStale(failure) ? refreshSegments(client, project) : undefined),
  })
}

/** @param leave goes from the page that is open on it; until then it is not asked for again */
export function useDeleteSegment(
  project: string,
  segment: string,
  leave: () => Promise<void> | void,
) {
  const client = useQueryClient()
  return useMutation({
    mutationKey: deletion(project, segment),
    // What is on its way would come back without it.
    onMutate: () => client.cancelQueries({ queryKey: queryKeys.everySegment(project) }),
    mutationFn: () => request<void>('DELETE', apiPaths.segment(project, segment)),
    onSuccess: async () => {
      client.invalidateQueries({ queryKey: queryKeys.segments(project) })
      client.invalidateQueries({ queryKey: queryKeys.audit(project) })
      await leave()
    },
    // Somebody may have begun to use it.
    onError: () => refreshSegments(client, project),
  })
}

export function isDeleting(client: QueryClient, project: string, segment: string): boolean {
  return client.isMutating({ mutationKey: deletion(project, segment) }) > 0
}

const deletion = (project: string, segment: string) => ['delete-segment', project, segment]

/** Changes who belongs to a segment; what the server answers is shown. */
export function useSaveSegment(project: string, environment: string, segment: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (patch: SegmentConfigurationPatch) =>
      request<SegmentConfigurationChanged>(
        'PATCH',
        apiPaths.segmentConfiguration(project, environment, segment),
        patch,
      ),
    onSuccess: (changed) => {
      client.setQueryData(
        queryKeys.segmentConfiguration(project, segment, environment),
        (held: SegmentConfigurationChanged | undefined) => newestMembers(held, changed),
      )
      noteRevision(client, project, environment, changed.revision)
      refreshSegments(client, project)
    },
    onError: (failure) => (isStale(failure) ? refreshSegments(client, project) : undefined),
  })
}
