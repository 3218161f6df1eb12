import { createHash } from 'node:crypto'

/** A sealed row, each column as the text that Postgres hashed. */
export interface SealedRow {
  readonly id: string
  /** UTC, with milliseconds: `2026-11-23T10:41:07.123Z`. */
  readonly at: string
  readonly projectId: string | null
  readonly environmentId: string | null
  readonly actorType: string
  readonly actorId: string
  readonly actorName: string
  readonly via: string
  readonly action: string
  readonly targetType: string
  readonly targetKey: string
  /** `jsonb` as Postgres writes it. */
  readonly before: string | null
  readonly after: string | null
  readonly comment: string | null
  readonly revision: string | null
  readonly previousHash: string
}

const VERSION = 'bunting-audit-1'

/**
 * SHA-256 of a row and of the hash of the row before it, in hex. Each field as its length in bytes and
 * itself, or as a dash when it is null, so that no two rows read the same. The trigger that seals rows
 * (`migrations/0005_audit_chain.sql`) computes this in SQL; a check must not ask the one it checks.
 */
export function rowHash(row: SealedRow): string {
  const fields = [
    VERSION,
    row.previousHash,
    row.id,
    row.at,
    row.projectId,
    row.environmentId,
    row.actorType,
    row.actorId,
    row.actorName,
    row.via,
    row.action,
    row.targetType,
    row.targetKey,
    row.before,
    row.after,
    row.comment,
    row.revision,
  ]
  const encoded = fields
    .map((value) => (value === null ? '-\n' : `${Buffer.byteLength(value)}:${value}\n`))
    .join('')
  return createHash('sha256').update(encoded).digest('hex')
}
