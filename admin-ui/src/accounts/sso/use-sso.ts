import type { SsoView } from '@bunting/flag-server/accounts/sso/sso-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { askAgain } from '../../shared/ask-again.ts'
import { queryKeys } from '../../shared/query-keys.ts'
import { request } from '../../shared/request.ts'
import { isStale } from '../../shared/request-failed.ts'
import { settingsOf, type TypedSso } from './sso-settings.ts'

const PATH = '/sso'

export function useSso() {
  return useQuery({
    queryKey: queryKeys.sso,
    queryFn: ({ signal }) => request<SsoView>('GET', PATH, undefined, signal),
  })
}

interface Change {
  readonly wanted: TypedSso
  readonly seen: TypedSso
}

/** @param onSaved called with what was sent, also when the form that sent it is not open any more */
export function useChangeSso(onSaved: (sent: TypedSso) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ wanted, seen }: Change) =>
      request<SsoView>('PUT', PATH, settingsOf(wanted, seen)),
    onSuccess: (view, { wanted }) => {
      client.setQueryData(queryKeys.sso, view)
      onSaved(wanted)
      return client.invalidateQueries({ queryKey: queryKeys.signInOptions })
    },
    onError: (failure) =>
      isStale(failure)
        ? Promise.all([askAgain(client, queryKeys.sso), askAgain(client, queryKeys.accountAudit)])
        : undefined,
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
