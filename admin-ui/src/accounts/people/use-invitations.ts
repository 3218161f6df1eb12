import type {
  InvitationList,
  InvitationMade,
  NewInvitation,
} from '@bunting/flag-server/accounts/invitations/invitation-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { queryKeys } from '../../shared/query-keys.ts'
import { request } from '../../shared/request.ts'

const PATH = '/invitations'

export function useInvitations() {
  return useQuery({
    queryKey: queryKeys.invitations,
    queryFn: ({ signal }) => request<InvitationList>('GET', PATH, undefined, signal),
    select: ({ invitations }) => invitations,
  })
}

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
  return () => client.invalidateQueries({ queryKey: queryKeys.invitations })
}
