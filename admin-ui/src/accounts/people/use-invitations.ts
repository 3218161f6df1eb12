import type {
  InvitationList,
  InvitationMade,
  NewInvitation,
} from '@bunting/flag-server/accounts/invitations/invitation-schemas.ts'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { queryKeys } from '../../shared/query-keys.ts'
import { request } from '../../shared/request.ts'

const PATH = '/invitations'

/** As the server's list takes it. */
type InvitationFilter =
  | { readonly state: 'unanswered' }
  | { readonly state: 'open'; readonly project: string }

/** Newest first, page after page. */
export function useInvitations(filter: InvitationFilter) {
  return useInfiniteQuery({
    queryKey: queryKeys.invitations(filter),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ ...filter, ...(pageParam && { cursor: pageParam }) })
      return request<InvitationList>('GET', `${PATH}?${params}`, undefined, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => pages.flatMap(({ invitations }) => invitations),
  })
}

/** Who was invited and has not answered, wherever to. */
export const UNANSWERED: InvitationFilter = { state: 'unanswered' }

/** The answer carries the link, this once. */
export function useInvite() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (wanted: NewInvitation) => request<InvitationMade>('POST', PATH, wanted),
    gcTime: 0,
    onSuccess: refresh,
  })
}

export function useRenewInvitation() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (id: string) => request<InvitationMade>('POST', `${PATH}/${id}/renewal`),
    gcTime: 0,
    onSuccess: refresh,
  })
}

export function useRevokeInvitation() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (id: string) => request<void>('DELETE', `${PATH}/${id}`),
    onSuccess: refresh,
  })
}

function useRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: queryKeys.everyInvitation })
}
