import type {
  AuditEntry,
  AuditFacets,
  AuditList,
} from '@bunting/flag-server/audit/audit-schemas.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { type AuditFilter, auditParams } from './audit-filter.ts'

/** Who changed what, the newest first, page after page; without a project what happened to accounts. */
export function useAudit(project: string | null, filter: AuditFilter) {
  const key = project === null ? queryKeys.accountAudit : queryKeys.audit(project)
  return useInfiniteQuery({
    queryKey: [...key, 'list', filter],
    queryFn: ({ pageParam, signal }) => readAudit(project, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

interface ChangePlace extends AuditFilter {
  readonly project: string
  readonly environment: string
}

/** The newest entry about a flag or a segment in one environment; asked for only when it is wanted. */
export function useLastChange(
  { project, ...filter }: ChangePlace,
  wanted: boolean,
): AuditEntry | undefined {
  const { environment } = filter
  const { data } = useQuery({
    queryKey: [...queryKeys.audit(project), 'last', filter],
    queryFn: ({ signal }) => readAudit(project, filter, null, signal),
    enabled: wanted,
    staleTime: 0,
  })
  // Changes of its texts belong to no environment and are listed with every one.
  return data?.entries.find((entry) => entry.environment === environment)
}

function readAudit(
  project: string | null,
  filter: AuditFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<AuditList> {
  const params = auditParams(filter)
  if (cursor) params.set('cursor', cursor)
  return request(
    'GET',
    `${project === null ? '/audit' : apiPaths.audit(project)}?${params}`,
    undefined,
    signal,
  )
}

/** Who and what there is to filter by. */
export function useAuditFacets(project: string): AuditFacets | undefined {
  const { data } = useQuery({
    queryKey: [...queryKeys.audit(project), 'facets'],
    queryFn: ({ signal }) =>
      request<AuditFacets>('GET', apiPaths.auditFacets(project), undefined, signal),
  })
  return data
}
