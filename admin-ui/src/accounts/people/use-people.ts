import type {
  AccountPolicy,
  AccountPolicyPatch,
} from '@bunting/flag-server/accounts/account-schemas.ts'
import type {
  PasswordLink,
  PeopleList,
  PersonPatch,
  PersonView,
} from '@bunting/flag-server/accounts/people/person-schemas.ts'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { queryKeys } from '../../shared/query-keys.ts'
import { request } from '../../shared/request.ts'

const pathOf = (id: string) => `/people/${encodeURIComponent(id)}`

export function usePeople(search: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.people(search),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ search, ...(pageParam && { cursor: pageParam }) })
      return request<PeopleList>('GET', `/people?${params}`, undefined, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => pages.flatMap(({ people }) => people),
    // What stands there while somebody types is better than nothing.
    placeholderData: (before) => before,
  })
}

/** What an administrator does to an account; `link` answers with what to hand on. */
export type PersonAct =
  | { readonly type: 'patch'; readonly patch: PersonPatch }
  | { readonly type: 'sign-out' }
  | { readonly type: 'reset-second-factor' }
  | { readonly type: 'unlink' }
  | { readonly type: 'password-link' }

export function useActOnPerson(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: PersonAct) => send(id, act),
    // A link is kept nowhere but where it is shown.
    gcTime: 0,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.everyPerson }),
        client.invalidateQueries({ queryKey: queryKeys.me }),
      ]),
  })
}

async function send(id: string, act: PersonAct): Promise<PasswordLink | null> {
  switch (act.type) {
    case 'patch':
      await request<PersonView>('PATCH', pathOf(id), act.patch)
      return null
    case 'sign-out':
      await request<void>('DELETE', `${pathOf(id)}/sessions`)
      return null
    case 'reset-second-factor':
      await request<PersonView>('DELETE', `${pathOf(id)}/second-factor`)
      return null
    case 'unlink':
      await request<PersonView>('DELETE', `${pathOf(id)}/single-sign-on`)
      return null
    case 'password-link':
      return request<PasswordLink>('POST', `${pathOf(id)}/password-link`)
  }
}

const POLICY = '/account-policy'

export function useAccountPolicy() {
  return useQuery({
    queryKey: queryKeys.accountPolicy,
    queryFn: ({ signal }) => request<AccountPolicy>('GET', POLICY, undefined, signal),
  })
}

export function useChangeAccountPolicy() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (patch: AccountPolicyPatch) => request<AccountPolicy>('PATCH', POLICY, patch),
    onSuccess: (policy) => {
      client.setQueryData(queryKeys.accountPolicy, policy)
      return Promise.all(
        [queryKeys.me, queryKeys.signInOptions].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      )
    },
  })
}
