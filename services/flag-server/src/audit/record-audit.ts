import type { Transaction } from '../database/connect.ts'
import { beforeCommit } from '../database/in-transaction.ts'
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

type Entry = AuditRecord & { readonly environmentId?: string; readonly revision?: number }

/** What transactions under way have yet to write. */
const unwritten = new WeakMap<Transaction, Entry[]>()

/**
 * Writes the audit row in the transaction of the change it tells of: at its end. The row takes its place
 * in a chain, and a chain is held until the commit, so whoever holds one must not wait for anything else.
 */
export async function recordAudit(tx: Transaction, entry: Entry): Promise<void> {
  const entries = unwritten.get(tx)
  if (entries) {
    entries.push(entry)
    return
  }
  beforeCommit(tx, () => writeAudit(tx))
  unwritten.set(tx, [entry])
}

/** Writes what is recorded so far. For who reads it before the end, and never commits. */
export async function writeAudit(tx: Transaction): Promise<void> {
  const entries = unwritten.get(tx)?.splice(0) ?? []
  if (entries.length === 0) return
  // Chain after chain, in one order: nobody who has the second waits for the first.
  const byChain = [...Map.groupBy(entries, chainOf)].sort(([a], [b]) => (a < b ? -1 : 1))
  await tx.insert(auditEntries).values(byChain.flatMap(([, ofChain]) => ofChain.map(rowOf)))
}

/** As the trigger has it, but for what belongs to the whole installation, which comes first. */
function chainOf({ environmentId, projectId }: Entry): string {
  return environmentId ?? projectId ?? ''
}

function rowOf(entry: Entry): typeof auditEntries.$inferInsert {
  return {
    projectId: entry.projectId,
    environmentId: entry.environmentId ?? null,
    actorType: entry.actor.type,
    actorId: entry.actor.id,
    actorName: entry.actor.name,
    via: entry.actor.via,
    action: entry.action,
    targetType: entry.target.type,
    targetKey: entry.target.key,
    before: entry.before,
    after: entry.after,
    comment: entry.comment ?? null,
    revision: entry.revision ?? null,
  }
}
