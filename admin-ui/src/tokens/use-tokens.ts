import type {
  NewPersonalToken,
  NewServiceToken,
  PersonalTokenCreated,
  PersonalTokenView,
  ServiceTokenCreated,
  ServiceTokenView,
} from '@bunting/flag-server/access/access-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

interface Tokens<View> {
  readonly tokens: readonly View[]
}

export function usePersonalTokens() {
  return useQuery({
    queryKey: queryKeys.personalTokens,
    queryFn: ({ signal }) =>
      request<Tokens<PersonalTokenView>>('GET', apiPaths.personalTokens, undefined, signal),
    select: ({ tokens }) => tokens,
  })
}

/** The answer carries the token, this once; it is kept nowhere but where it is shown. */
export function useCreatePersonalToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wanted: NewPersonalToken) =>
      request<PersonalTokenCreated>('POST', apiPaths.personalTokens, wanted),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.personalTokens }),
  })
}

export function useRevokePersonalToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request<void>('DELETE', apiPaths.personalToken(id)),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.personalTokens }),
  })
}

export function useServiceTokens(project: string) {
  return useQuery({
    queryKey: queryKeys.serviceTokens(project),
    queryFn: ({ signal }) =>
      request<Tokens<ServiceTokenView>>('GET', apiPaths.serviceTokens(project), undefined, signal),
    select: ({ tokens }) => tokens,
  })
}

/** The answer carries the token, this once; it is kept nowhere but where it is shown. */
export function useCreateServiceToken(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wanted: NewServiceToken) =>
      request<ServiceTokenCreated>('POST', apiPaths.serviceTokens(project), wanted),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.serviceTokens(project) }),
  })
}

export function useRevokeServiceToken(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request<void>('DELETE', apiPaths.serviceToken(project, id)),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.serviceTokens(project) }),
  })
}
