import type { Database } from '../database/connect.ts'
import { conditionsOf } from './audit-filter.ts'
import type { AuditList, AuditQuery } from './audit-schemas.ts'
import { auditView, cursorOf, readAudit } from './read-audit.ts'

/** Audit entries of a project, newest first. */
export async function listAudit(
  db: Database,
  projectKey: string,
  { cursor, limit, ...filter }: AuditQuery,
): Promise<AuditList> {
  const conditions = await conditionsOf(db, projectKey, filter)
  const rows = await readAudit(db, conditions, cursor, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    entries: shown.map(auditView),
    nextCursor: last && rows.length > limit ? cursorOf(last.entry) : null,
  }
}
