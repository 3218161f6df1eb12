import { and, eq, gte, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { auditEntries } from '../database/schema.ts'
import { findEnvironment, findProject } from '../projects/find-project.ts'
import type { AuditFilter } from './audit-schemas.ts'

/**
 * Entries that a filter lets through, as conditions of which each is served by one index: entries of
 * an environment and of its project are in two chains, and the newest of both are read apart.
 */
export async function conditionsOf(
  db: Database,
  projectKey: string,
  filter: AuditFilter,
): Promise<readonly SQL[]> {
  if (filter.environment === undefined) {
    const project = await findProject(db, projectKey)
    return [where(project.id, filter)]
  }
  const { project, environment } = await findEnvironment(db, projectKey, filter.environment)
  return [environment.id, project.id].map((chain) => where(project.id, filter, chain))
}

/** The same of what is of no project: people, sign-ins, invitations, single sign-on. */
export function conditionsOfInstallation(filter: AuditFilter): readonly SQL[] {
  return [where(null, filter)]
}

function where(projectId: string | null, filter: AuditFilter, chain?: string): SQL {
  const { flag, segment, actor, action, targetType, target, via, search, from, to } = filter
  const words = search === undefined ? '' : wordsQuery(search)
  const all = and(
    projectId === null ? isNull(auditEntries.projectId) : eq(auditEntries.projectId, projectId),
    chain === undefined ? undefined : eq(auditEntries.chain, chain),
    flag === undefined ? undefined : about('flag', flag),
    segment === undefined ? undefined : about('segment', segment),
    targetType === undefined ? undefined : eq(auditEntries.targetType, targetType),
    target === undefined ? undefined : eq(auditEntries.targetKey, target),
    actor === undefined ? undefined : eq(auditEntries.actorId, actor),
    action === undefined ? undefined : eq(auditEntries.action, action),
    via === undefined ? undefined : eq(auditEntries.via, via),
    from === undefined ? undefined : gte(auditEntries.at, new Date(from)),
    to === undefined ? undefined : lt(auditEntries.at, new Date(to)),
    words === '' ? undefined : sql`${auditEntries.words} @@ to_tsquery('simple', ${words})`,
  )
  return all ?? sql`true`
}

function about(type: string, key: string) {
  return and(eq(auditEntries.targetType, type), eq(auditEntries.targetKey, key))
}

/** `new-check` → `new & check:*`: of the last word one may be in the middle. */
function wordsQuery(search: string): string {
  const words = search.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  return words.length === 0 ? '' : `${words.join(' & ')}:*`
}
