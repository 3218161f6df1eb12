import type { Connections } from '@bunting/flag-server/connections/connection-schemas.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { type ConnectionFilter, writeFilter } from './connection-filter.ts'

const REFRESH_MS = 2_000

/** Who is connected, asked again while somebody looks: the servers keep no list of it. */
export function useConnections(
  project: string,
  environment: string,
  filter: ConnectionFilter,
  limit: number,
) {
  const query = writeFilter(filter)
  query.set('limit', String(limit))
  const path = `${apiPaths.connections(project, environment)}?${query}`
  return useQuery({
    queryKey: [...queryKeys.connections(project, environment), String(query)],
    queryFn: async ({ signal }) => {
      const connections = await request<Connections>('GET', path, undefined, signal)
      // What is in it is said as an age.
      return { ...connections, asOf: Date.now() }
    },
    refetchInterval: REFRESH_MS,
    staleTime: 0,
    gcTime: 30_000,
    placeholderData: keepPreviousData,
  })
}
