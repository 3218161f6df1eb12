import type {
  ChangeRequestView,
  NewChangeRequest,
  Schedule,
} from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { refreshFlags } from '../flags/refresh-flags.ts'
import { noteRevision } from '../projects/note-revision.ts'
import { refreshSegments } from '../segments/use-change-segment.ts'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { isStale } from '../shared/request-failed.ts'

/** What a person does about a request; each is a route of its own below it. */
export type RequestAct =
  | { readonly act: 'comments'; readonly text: string }
  | {
      readonly act: 'approvals'
      readonly edition: number
      readonly applyAt: string | null
      readonly comment?: string
    }
  | { readonly act: 'rejections' | 'withdrawal'; readonly comment?: string }
  | { readonly act: 'apply'; readonly edition: number }
  | ({ readonly act: 'schedule' } & Schedule)
  | { readonly act: 'update' }
  | { readonly act: 'unschedule' }

/** Asks for approval of a change, or to have it made at a time. */
export function useAsk(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: NewChangeRequest) =>
      request<ChangeRequestView>('POST', apiPaths.changeRequests(project), asked),
    onSuccess: (view) => noteRequest(client, project, view),
    // What it would change is another by now: it is shown as it is before it is asked for again.
    onError: (failure, { operation, fingerprint }) => {
      if (!isStale(failure)) return undefined
      return fingerprint === undefined
        ? refreshTarget(client, project, operation)
        : client.invalidateQueries({ queryKey: queryKeys.project(project) })
    },
  })
}

function refreshTarget(client: QueryClient, project: string, operation: Operation) {
  return 'flag' in operation
    ? refreshFlags(client, project, [operation.flag])
    : refreshSegments(client, project)
}

/** What the server answers is shown; after a refusal the request is looked at again. */
export function useRequestAct(project: string, number: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: RequestAct) => send(project, number, act),
    onSuccess: (view) => noteRequest(client, project, view),
    onError: () => client.invalidateQueries({ queryKey: queryKeys.everyChangeRequest(project) }),
  })
}

function send(project: string, number: number, { act, ...body }: RequestAct) {
  const path = apiPaths.changeRequest(project, number)
  return act === 'unschedule'
    ? request<ChangeRequestView>('DELETE', `${path}/schedule`)
    : request<ChangeRequestView>('POST', `${path}/${act}`, body)
}

/** Shown at once where it is looked at; everything that follows from it is asked for again. */
function noteRequest(client: QueryClient, project: string, view: ChangeRequestView): void {
  client.setQueryData(queryKeys.changeRequest(project, view.number), view)
  client.invalidateQueries({ queryKey: queryKeys.changeRequestLists(project) })
  if (view.state !== 'applied') return
  if (view.environment !== null && view.appliedRevision !== null) {
    noteRevision(client, project, view.environment, view.appliedRevision)
  }
  client.invalidateQueries({ queryKey: queryKeys.project(project) })
}
