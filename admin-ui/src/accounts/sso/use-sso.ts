import type { SsoSettings, SsoView } from '@bunting/flag-server/accounts/sso/sso-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { queryKeys } from '../../shared/query-keys.ts'
import { request } from '../../shared/request.ts'

const PATH = '/sso'

export function useSso() {
  return useQuery({
    queryKey: queryKeys.sso,
    queryFn: ({ signal }) => request<SsoView>('GET', PATH, undefined, signal),
  })
}

export function useChangeSso() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (settings: SsoSettings) => request<SsoView>('PUT', PATH, settings),
    onSuccess: (view) => {
      client.setQueryData(queryKeys.sso, view)
      return client.invalidateQueries({ queryKey: queryKeys.signInOptions })
    },
  })
}

export function useRemoveSso() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<void>('DELETE', PATH),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.sso }),
        client.invalidateQueries({ queryKey: queryKeys.signInOptions }),
      ]),
  })
}
