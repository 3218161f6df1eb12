import type {
  AuditEntry,
  AuditFacets,
  AuditList,
} from '@bunting/flag-server/audit/audit-schemas.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { isObject, sameJson } from '../shared/same-json.ts'
import { type AuditFilter, auditParams } from './audit-filter.ts'

/** Who changed what, the newest first, page after page; without a project what happened to accounts. */
export function useAudit(project: string | null, filter: AuditFilter) {
  const key = project === null ? queryKeys.accountAudit : queryKeys.audit(project)
  const { search: _search, ...rest } = filter
  return useInfiniteQuery({
    queryKey: [...key, 'list', rest, filter.search ?? ''],
    queryFn: ({ pageParam, signal }) => readAudit(project, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // While somebody types: of another place or person it would be taken for the answer.
    placeholderData: (before, query) =>
      sameJson(query?.queryKey.at(-2), rest) ? before : undefined,
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

/** Of a thing, by the names the history has for them. */
export type Parts = Readonly<Record<string, unknown>>

interface ChangedThing extends AuditFilter {
  /** Null: of the installation. */
  readonly project: string | null
  readonly key: string
}

/** The newest entry that made one of the parts what it is by now; asked for only when it is wanted. */
export function useWhoChanged(
  { project, key, ...filter }: ChangedThing,
  was: Parts,
  is: Parts,
  wanted: boolean,
): AuditEntry | undefined {
  const parts = Object.keys(is).filter((part) => !sameJson(was[part], is[part]))
  const made = ({ target, before, after }: AuditEntry) =>
    target.key === key &&
    isObject(before) &&
    isObject(after) &&
    parts.some((part) => !sameJson(before[part], after[part]) && sameJson(after[part], is[part]))
  const all = project === null ? queryKeys.accountAudit : queryKeys.audit(project)
  const { data } = useQuery({
    queryKey: [...all, 'changed', filter],
    queryFn: ({ signal }) => readAudit(project, filter, null, signal),
    enabled: wanted,
    staleTime: 0,
  })
  return data?.entries.find(made)
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
