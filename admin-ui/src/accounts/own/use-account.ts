import type {
  AccountView,
  Enrolment,
  RecoveryCodes,
} from '@bunting/flag-server/accounts/account-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { queryKeys } from '../../shared/query-keys.ts'
import { request } from '../../shared/request.ts'

export function useAccount(signedIn: boolean) {
  return useQuery({
    queryKey: queryKeys.account,
    queryFn: ({ signal }) => request<AccountView>('GET', '/account', undefined, signal),
    enabled: signedIn,
  })
}

export function useRename() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (name: string) => request<AccountView>('PATCH', '/account', { name }),
    onSuccess: refresh,
  })
}

export function useChangePassword() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (change: { currentPassword: string; newPassword: string }) =>
      request<void>('POST', '/account/password', change),
    onSuccess: refresh,
  })
}

const SECOND_FACTOR = '/account/second-factor'

/** What the next three answer is secret: it is kept nowhere but where it is shown. */
export function useEnrol() {
  return useMutation({
    mutationFn: (password: string) => request<Enrolment>('POST', SECOND_FACTOR, { password }),
    gcTime: 0,
  })
}

export function useConfirm() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (code: string) =>
      request<RecoveryCodes>('POST', `${SECOND_FACTOR}/confirmation`, { code }),
    gcTime: 0,
    onSuccess: refresh,
  })
}

export function useReplaceCodes() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (password: string) =>
      request<RecoveryCodes>('POST', `${SECOND_FACTOR}/recovery-codes`, { password }),
    gcTime: 0,
    onSuccess: refresh,
  })
}

export function useRemoveSecondFactor() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (password: string) =>
      request<void>('POST', `${SECOND_FACTOR}/removal`, { password }),
    onSuccess: refresh,
  })
}

function useRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: queryKeys.account }),
      client.invalidateQueries({ queryKey: queryKeys.me }),
    ])
}
