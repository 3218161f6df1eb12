import type {
  NewPersonalToken,
  NewServiceToken,
  PersonalTokenCreated,
  PersonalTokenList,
  ServiceTokenCreated,
  ServiceTokenList,
} from '@bunting/flag-server/access/access-schemas.ts'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

/** @param withRevoked also those that open nothing any more */
export function usePersonalTokens(withRevoked: boolean) {
  const path = `${apiPaths.personalTokens}?revoked=${withRevoked}`
  return useQuery({
    queryKey: queryKeys.personalTokens(withRevoked),
    queryFn: ({ signal }) => request<PersonalTokenList>('GET', path, undefined, signal),
    placeholderData: keepPreviousData,
  })
}

/** The answer carries the token, this once; it is kept nowhere but where it is shown. */
export function useCreatePersonalToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wanted: NewPersonalToken) =>
      request<PersonalTokenCreated>('POST', apiPaths.personalTokens, wanted),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.everyPersonalToken }),
  })
}

export function useRevokePersonalToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request<void>('DELETE', apiPaths.personalToken(id)),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.everyPersonalToken }),
  })
}

/** @param withRevoked also those that open nothing any more */
export function useServiceTokens(project: string, withRevoked: boolean) {
  const path = `${apiPaths.serviceTokens(project)}?revoked=${withRevoked}`
  return useQuery({
    queryKey: queryKeys.serviceTokens(project, withRevoked),
    queryFn: ({ signal }) => request<ServiceTokenList>('GET', path, undefined, signal),
    placeholderData: keepPreviousData,
  })
}

/** The answer carries the token, this once; it is kept nowhere but where it is shown. */
export function useCreateServiceToken(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wanted: NewServiceToken) =>
      request<ServiceTokenCreated>('POST', apiPaths.serviceTokens(project), wanted),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.everyServiceToken(project) }),
  })
}

export function useRevokeServiceToken(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request<void>('DELETE', apiPaths.serviceToken(project, id)),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.everyServiceToken(project) }),
  })
}
