import type { NewRole, RolePatch, RoleView } from '@bunting/flag-server/access/access-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

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

/** Makes a role, or with a key changes that one. */
export function useSaveRole(key: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wanted: NewRole) => {
      const { key: made, ...facts } = wanted
      const patch: RolePatch = facts
      return key === null
        ? request<RoleView>('POST', apiPaths.roles, { key: made, ...facts })
        : request<RoleView>('PATCH', apiPaths.role(key), patch)
    },
    // What I may myself hangs on it, too.
    onSuccess: () => client.invalidateQueries(),
  })
}

export function useDeleteRole() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (key: string) => request<void>('DELETE', apiPaths.role(key)),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.roles }),
  })
}
