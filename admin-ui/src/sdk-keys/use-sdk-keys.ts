import type {
  SdkKeyCreated,
  SdkKeyKind,
  SdkKeyList,
} from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

/** Who uses a key may change at any moment, and nobody tells: looked at anew while the page is open. */
const CONNECTIONS_MS = 10_000

/** As much as there may be in use: what is asked for again so often is one request. */
const PAGE = '200'

/**
 * Those in use first, page after page.
 *
 * @param withRevoked also those that open nothing any more
 */
export function useSdkKeys(project: string, environment: string, withRevoked: boolean) {
  return useInfiniteQuery({
    queryKey: queryKeys.sdkKeys(project, environment, withRevoked),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({
        revoked: String(withRevoked),
        limit: PAGE,
        ...(pageParam && { cursor: pageParam }),
      })
      const path = `${apiPaths.sdkKeys(project, environment)}?${params}`
      return request<SdkKeyList>('GET', path, undefined, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => ({
      sdkKeys: pages.flatMap(({ sdkKeys }) => sdkKeys),
      ended: pages.at(-1)?.ended ?? 0,
      silent: pages.at(-1)?.silent ?? [],
    }),
    // With and without those that ended: never the keys of another environment under this one's name.
    placeholderData: (before, query) => (query?.queryKey[3] === environment ? before : undefined),
    refetchInterval: CONNECTIONS_MS,
  })
}

/** The answer carries the key, this once; it is kept nowhere but where it is shown. */
export function useCreateSdkKey(project: string, environment: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wanted: { kind: SdkKeyKind; name: string }) =>
      request<SdkKeyCreated>('POST', apiPaths.sdkKeys(project, environment), wanted),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.everySdkKey(project) }),
  })
}

/** The same for a key that takes another's place. */
export function useRotateSdkKey(project: string, environment: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, overlapSeconds }: { id: string; overlapSeconds: number }) =>
      request<SdkKeyCreated>(
        'POST',
        `${apiPaths.sdkKeys(project, environment)}/${encodeURIComponent(id)}/rotate`,
        { overlapSeconds },
      ),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.everySdkKey(project) }),
  })
}

export function useRevokeSdkKey(project: string, environment: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      request<void>(
        'DELETE',
        `${apiPaths.sdkKeys(project, environment)}/${encodeURIComponent(id)}`,
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.everySdkKey(project) }),
  })
}
