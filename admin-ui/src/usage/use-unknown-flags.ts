import type { UnknownFlagList } from '@bunting/flag-server/usage/evaluation-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

const REFRESH_MS = 30_000

/** Names that code asks for and that no flag has. */
export function useUnknownFlags(project: string, environment: string) {
  return useQuery({
    queryKey: queryKeys.unknownFlags(project, environment),
    queryFn: ({ signal }) =>
      request<UnknownFlagList>(
        'GET',
        apiPaths.unknownFlags(project, environment),
        undefined,
        signal,
      ),
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  })
}

export function useForgetUnknownFlag(project: string, environment: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (key: string) =>
      request<void>(
        'DELETE',
        `${apiPaths.unknownFlags(project, environment)}/${encodeURIComponent(key)}`,
      ),
    onSettled: () =>
      client.invalidateQueries({ queryKey: queryKeys.unknownFlags(project, environment) }),
  })
}
