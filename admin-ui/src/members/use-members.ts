import type {
  MemberList,
  MembershipView,
  MemberView,
  NewMembership,
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

/** Members whom a search finds, page after page; who was found stays until the next are. */
export function useMembers(project: string, search: string) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.members(project), search],
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ search, ...(pageParam && { cursor: pageParam }) })
      const path = `${apiPaths.members(project)}?${params}`
      return request<MemberList>('GET', path, undefined, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => pages.flatMap(({ members }) => members),
    placeholderData: keepPreviousData,
  })
}

export function useAddMember(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wanted: NewMembership) =>
      request<MembershipView>('POST', apiPaths.members(project), wanted),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.members(project) }),
  })
}

export interface RoleChange {
  readonly email: string
  readonly environment: string | null
  /** What they have there now. */
  readonly held: MembershipView | undefined
  /** Null takes it away. */
  readonly role: string | null
}

/** Gives a role at one place, another in its stead, or none. */
export function useSetRole(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ email, environment, held, role }: RoleChange) => {
      if (role === null) {
        if (held) await request<void>('DELETE', apiPaths.membership(project, held.id))
      } else if (held) {
        await request('PATCH', apiPaths.membership(project, held.id), { role })
      } else {
        await request('POST', apiPaths.members(project), { email, environment, role })
      }
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.members(project) }),
        // I may have changed my own.
        client.invalidateQueries({ queryKey: queryKeys.projectView(project) }),
      ]),
  })
}

/** Takes every role of a person away; whatever stays when one step fails is still shown. */
export function useRemoveMember(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ memberships }: MemberView) => {
      for (const { id } of memberships) {
        await request<void>('DELETE', apiPaths.membership(project, id))
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.members(project) }),
  })
}
