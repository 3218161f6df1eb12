import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import type { Proposal, Restored } from '@bunting/flag-server/history/history-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { noteRevision } from '../projects/note-revision.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

/** What can be looked at before it is done: where to ask, and what to send along. */
export interface Wish {
  /** Under `/api/v1`: GET says what POST would do. */
  readonly path: string
  /** A moment, or where from. */
  readonly asked: Readonly<Record<string, string>>
  /** The same as a request to somebody else. */
  readonly operation: Operation
}

/** What it would do now; asked again whenever something changes. Null asks for nothing yet. */
export function useProposal(project: string, wish: Wish | null) {
  const path = wish ? `${wish.path}?${new URLSearchParams(wish.asked)}` : ''
  return useQuery({
    queryKey: queryKeys.proposal(project, path),
    queryFn: ({ signal }) => request<Proposal>('GET', path, undefined, signal),
    enabled: wish !== null,
    staleTime: 0,
    retry: false,
  })
}

/** Does what was seen, or is refused when by now it would be something else. */
export function useCarryOut(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ wish, seen, comment }: { wish: Wish; seen: Proposal; comment: string }) =>
      request<Restored>('POST', wish.path, {
        ...sent(wish.asked),
        fingerprint: seen.fingerprint,
        ...(comment && { comment }),
      }),
    onSuccess: ({ environment, revision }) => {
      if (environment !== null && revision !== null) {
        noteRevision(client, project, environment, revision)
      }
    },
    // Also after a refusal: what was looked at is not what there is.
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.project(project) }),
  })
}

function sent({ revision, ...asked }: Wish['asked']): object {
  return revision === undefined ? asked : { ...asked, revision: Number(revision) }
}
