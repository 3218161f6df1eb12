import type {
  NewRole,
  RoleHolders,
  RolePatch,
  RoleView,
} from '@bunting/flag-server/access/access-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { askAgain } from '../shared/ask-again.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { isStale } from '../shared/request-failed.ts'

interface Roles {
  readonly roles: readonly RoleView[]
}

/** Built-in roles, then custom ones. */
export function useRoles() {
  return useQuery({
    queryKey: queryKeys.roles,
    queryFn: ({ signal }) => request<Roles>('GET', apiPaths.roles, undefined, signal),
    select: ({ roles }) => roles,
    staleTime: 60_000,
  })
}

/** How many a change of it reaches. */
export function useRoleHolders(role: string) {
  return useQuery({
    queryKey: queryKeys.roleHolders(role),
    queryFn: ({ signal }) =>
      request<RoleHolders>('GET', apiPaths.roleHolders(role), undefined, signal),
  })
}

/** Makes a role, or with a key changes that one. */
export function useSaveRole(key: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wanted: NewRole | RolePatch) =>
      key === null
        ? request<RoleView>('POST', apiPaths.roles, wanted)
        : request<RoleView>('PATCH', apiPaths.role(key), wanted),
    // What I may myself hangs on it, too.
    onSuccess: () => client.invalidateQueries(),
    onError: (failure) =>
      isStale(failure)
        ? Promise.all([askAgain(client, queryKeys.roles), askAgain(client, queryKeys.accountAudit)])
        : undefined,
  })
}

export function useDeleteRole() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (key: string) => request<void>('DELETE', apiPaths.role(key)),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.roles }),
  })
}
