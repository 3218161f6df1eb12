import type { Transaction } from '../database/connect.ts'
import { auditEntries } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'

/** What a verb says about the change it makes. */
export interface AuditRecord {
  readonly actor: Actor
  /** Noun and past participle: `flag.created`. */
  readonly action: string
  readonly projectId: string | null
  readonly target: { readonly type: string; readonly key: string }
  readonly before: unknown
  readonly after: unknown
  readonly comment: string | undefined
}

/** Writes the audit row, in the transaction of the change it tells of. */
export async function recordAudit(
  tx: Transaction,
  record: AuditRecord & { environmentId?: string; revision?: number },
): Promise<void> {
  await tx.insert(auditEntries).values({
    projectId: record.projectId,
    environmentId: record.environmentId ?? null,
    actorType: record.actor.type,
    actorId: record.actor.id,
    actorName: record.actor.name,
    via: record.actor.via,
    action: record.action,
    targetType: record.target.type,
    targetKey: record.target.key,
    before: record.before,
    after: record.after,
    comment: record.comment ?? null,
    revision: record.revision ?? null,
  })
}
