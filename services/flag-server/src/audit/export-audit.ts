import type { SQL } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { csvLine } from './csv.ts'
import { type AuditRow, auditView, cursorOf, readAudit } from './read-audit.ts'

export type ExportFormat = 'csv' | 'ndjson'

/** In characters of text: one page is in memory at a time, and entries may be large. */
const PAGE_CHARACTERS = 2 * 1024 * 1024
const FIRST_ROWS = 50
const MOST_ROWS = 1_000

/** Entries as text, newest first, page after page as the reader takes them. */
export async function* exportAudit(
  db: Database,
  conditions: readonly SQL[],
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(COLUMNS.map(([name]) => name))
  let cursor: string | undefined
  let limit = FIRST_ROWS
  for (;;) {
    const rows = await readAudit(db, conditions, cursor, limit)
    const last = rows.at(-1)
    if (!last) return
    const text = rows.map(format === 'csv' ? csvRow : jsonRow).join('')
    yield text
    if (rows.length < limit) return
    cursor = cursorOf(last.entry)
    const fitting = Math.floor((PAGE_CHARACTERS / text.length) * rows.length)
    limit = Math.max(1, Math.min(MOST_ROWS, fitting))
  }
}

function jsonRow(row: AuditRow): string {
  const { seq, previousHash, hash } = row.entry
  return `${JSON.stringify({ ...auditView(row), seq, previousHash, hash })}\n`
}

const COLUMNS: readonly (readonly [name: string, of: (row: AuditRow) => string | null])[] = [
  ['id', ({ entry }) => String(entry.id)],
  ['at', ({ entry }) => entry.at.toISOString()],
  ['actor_type', ({ entry }) => entry.actorType],
  ['actor_id', ({ entry }) => entry.actorId],
  ['actor_name', ({ entry }) => entry.actorName],
  ['via', ({ entry }) => entry.via],
  ['action', ({ entry }) => entry.action],
  ['environment', ({ environmentKey }) => environmentKey],
  ['target_type', ({ entry }) => entry.targetType],
  ['target_key', ({ entry }) => entry.targetKey],
  ['comment', ({ entry }) => entry.comment],
  ['revision', ({ entry }) => (entry.revision === null ? null : String(entry.revision))],
  ['before', ({ entry }) => json(entry.before)],
  ['after', ({ entry }) => json(entry.after)],
  ['hash', ({ entry }) => entry.hash],
]

function csvRow(row: AuditRow): string {
  return csvLine(COLUMNS.map(([, of]) => of(row)))
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
