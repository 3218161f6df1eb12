import type { AuditEntry, AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

export interface AuditFilter {
  readonly environment?: string | undefined
  readonly flag?: string | undefined
}

/** Who changed what, the newest first, page after page. */
export function useAudit(project: string, filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.audit(project), 'list', filter],
    queryFn: ({ pageParam, signal }) => readAudit(project, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

interface ChangePlace {
  readonly project: string
  readonly environment: string
  readonly flag: string
}

/** The newest entry about a flag's configuration; asked for only when it is wanted. */
export function useLastChange(
  { project, environment, flag }: ChangePlace,
  wanted: boolean,
): AuditEntry | undefined {
  const filter = { environment, flag }
  const { data } = useQuery({
    queryKey: [...queryKeys.audit(project), 'last', filter],
    queryFn: ({ signal }) => readAudit(project, filter, null, signal),
    enabled: wanted,
    staleTime: 0,
  })
  // Changes of the flag's texts belong to no environment and are listed with every one.
  return data?.entries.find((entry) => entry.environment === environment)
}

function readAudit(
  project: string,
  { environment, flag }: AuditFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<AuditList> {
  const params = new URLSearchParams()
  if (environment) params.set('environment', environment)
  if (flag) params.set('flag', flag)
  if (cursor) params.set('cursor', cursor)
  return request('GET', `${apiPaths.audit(project)}?${params}`, undefined, signal)
}
