import type { SessionList } from '@bunting/flag-server/accounts/session-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { queryKeys } from '../../shared/query-keys.ts'
import { request } from '../../shared/request.ts'

const PATH = '/account/sessions'

export function useSessions() {
  return useQuery({
    queryKey: queryKeys.sessions,
    queryFn: ({ signal }) => request<SessionList>('GET', PATH, undefined, signal),
    select: ({ sessions }) => sessions,
    // Nothing tells of a sign-in elsewhere; who looks at the page wants to see it.
    staleTime: 0,
  })
}

export function useEndSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request<void>('DELETE', `${PATH}/${encodeURIComponent(id)}`),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.sessions }),
  })
}

export function useEndOtherSessions() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<void>('DELETE', PATH),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.sessions }),
  })
}
