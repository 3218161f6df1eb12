import type {
  NewPersonalToken,
  NewServiceToken,
  PersonalTokenCreated,
  PersonalTokenList,
  ServiceTokenCreated,
  ServiceTokenList,
} from '@bunting/flag-server/access/access-schemas.ts'
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

/**
 * Those in use first, page after page.
 *
 * @param withRevoked also those that open nothing any more
 */
export function usePersonalTokens(withRevoked: boolean) {
  return useInfiniteQuery({
    queryKey: queryKeys.personalTokens(withRevoked),
    queryFn: ({ pageParam, signal }) => {
      const path = `${apiPaths.personalTokens}?${pageParams(withRevoked, pageParam)}`
      return request<PersonalTokenList>('GET', path, undefined, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => ({
      tokens: pages.flatMap(({ tokens }) => tokens),
      ended: pages.at(-1)?.ended ?? 0,
    }),
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

/**
 * Those in use first, page after page.
 *
 * @param withRevoked also those that open nothing any more
 */
export function useServiceTokens(project: string, withRevoked: boolean) {
  return useInfiniteQuery({
    queryKey: queryKeys.serviceTokens(project, withRevoked),
    queryFn: ({ pageParam, signal }) => {
      const path = `${apiPaths.serviceTokens(project)}?${pageParams(withRevoked, pageParam)}`
      return request<ServiceTokenList>('GET', path, undefined, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => ({
      tokens: pages.flatMap(({ tokens }) => tokens),
      ended: pages.at(-1)?.ended ?? 0,
    }),
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

function pageParams(withRevoked: boolean, cursor: string): URLSearchParams {
  return new URLSearchParams({ revoked: String(withRevoked), ...(cursor && { cursor }) })
}
