import { and, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { auditEntries, environments } from '../database/schema.ts'
import type { AuditEntry } from './audit-schemas.ts'

const { chain: _, words: __, ...columns } = getTableColumns(auditEntries)

type Row = Pick<typeof auditEntries.$inferSelect, keyof typeof columns>

export interface AuditRow {
  readonly entry: Row
  readonly environmentKey: string | null
}

/** The newest entries before `cursor` under any of the conditions, newest first. */
export async function readAudit(
  db: Database,
  conditions: readonly SQL[],
  cursor: string | undefined,
  limit: number,
): Promise<readonly AuditRow[]> {
  const found = await Promise.all(
    conditions.map((condition) =>
      db
        .select({ entry: columns, environmentKey: environments.key })
        .from(auditEntries)
        .leftJoin(environments, eq(environments.id, auditEntries.environmentId))
        .where(and(condition, cursor === undefined ? undefined : before(cursor)))
        .orderBy(desc(auditEntries.at), desc(auditEntries.id))
        .limit(limit),
    ),
  )
  return found
    .flat()
    .sort(({ entry: a }, { entry: b }) => b.at.getTime() - a.at.getTime() || b.id - a.id)
    .slice(0, limit)
}

/** Where a list that ended with this entry goes on. */
export function cursorOf({ at, id }: Row): string {
  return `${at.getTime()}-${id}`
}

function before(cursor: string): SQL {
  const [ms, id] = cursor.split('-')
  return sql`(${auditEntries.at}, ${auditEntries.id}) < (${new Date(Number(ms)).toISOString()}::timestamptz, ${Number(id)})`
}

export function auditView({ entry: row, environmentKey }: AuditRow): AuditEntry {
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
