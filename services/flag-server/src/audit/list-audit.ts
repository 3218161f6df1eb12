import type { SQL } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import type { AuditList, AuditQuery } from './audit-schemas.ts'
import { auditView, cursorOf, readAudit } from './read-audit.ts'

/** Audit entries under any of the conditions, newest first. */
export async function listAudit(
  db: Database,
  conditions: readonly SQL[],
  { cursor, limit }: Pick<AuditQuery, 'cursor' | 'limit'>,
): Promise<AuditList> {
  const rows = await readAudit(db, conditions, cursor, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    entries: shown.map(auditView),
    nextCursor: last && rows.length > limit ? cursorOf(last.entry) : null,
  }
}
