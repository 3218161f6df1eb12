import type { SignInOptions } from '@bunting/flag-server/accounts/account-schemas.ts'
import { useQuery } from '@tanstack/react-query'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

/** The ways in. */
export function useSignInOptions() {
  return useQuery({
    queryKey: queryKeys.signInOptions,
    queryFn: ({ signal }) => request<SignInOptions>('GET', '/sign-in', undefined, signal),
  })
}
