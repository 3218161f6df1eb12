import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { auditEntries, environments } from '../database/schema.ts'
import { findEnvironment, findProject } from '../projects/find-project.ts'
import type { AuditEntry, AuditList } from './audit-schemas.ts'

export interface AuditQuery {
  readonly environment?: string | undefined
  readonly flag?: string | undefined
  readonly segment?: string | undefined
  readonly cursor?: number | undefined
  readonly limit: number
}

/** Audit entries of a project, newest first. */
export async function listAudit(
  db: Database,
  projectKey: string,
  query: AuditQuery,
): Promise<AuditList> {
  const project = await findProject(db, projectKey)
  const environment =
    query.environment === undefined
      ? undefined
      : (await findEnvironment(db, projectKey, query.environment)).environment
  const rows = await db
    .select({ entry: auditEntries, environmentKey: environments.key })
    .from(auditEntries)
    .leftJoin(environments, eq(environments.id, auditEntries.environmentId))
    .where(
      and(
        eq(auditEntries.projectId, project.id),
        environment &&
          or(eq(auditEntries.environmentId, environment.id), isNull(auditEntries.environmentId)),
        about('flag', query.flag),
        about('segment', query.segment),
        query.cursor === undefined ? undefined : lt(auditEntries.id, query.cursor),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(query.limit + 1)
  const shown = rows.slice(0, query.limit)
  return {
    entries: shown.map(({ entry, environmentKey }) => auditView(entry, environmentKey)),
    nextCursor: rows.length > query.limit ? String(shown.at(-1)?.entry.id) : null,
  }
}

function about(type: string, key: string | undefined) {
  if (key === undefined) return undefined
  return and(eq(auditEntries.targetType, type), eq(auditEntries.targetKey, key))
}

function auditView(
  row: typeof auditEntries.$inferSelect,
  environmentKey: string | null,
): AuditEntry {
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    actor: { type: row.actorType, id: row.actorId, name: row.actorName },
    via: row.via,
    action: row.action,
    environment: environmentKey,
    target: { type: row.targetType, key: row.targetKey },
    before: row.before,
    after: row.after,
    comment: row.comment,
    revision: row.revision,
  }
}
