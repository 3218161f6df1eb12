import { sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'

export const CHANNEL = 'bunting'

/** What replicas tell each other. A hint only: whoever misses it finds out on the next tick. */
export type Notification =
  | { type: 'revision'; environmentId: string; revision: number }
  | { type: 'delivery'; environmentId: string; revision: number }
  | { type: 'sdk-key-revoked'; sdkKeyId: string }
  /** It was given a successor, and an end. */
  | { type: 'sdk-key-rotated'; sdkKeyId: string }
  /** Of one replica to the others, and back: the rows hold what it says. */
  | { type: 'question'; questionId: string }
  | { type: 'answer'; questionId: string; replicaId: string }
  /** Somebody may do less than before, or more: memberships, roles, tokens, people; or one person. */
  | { type: 'access-changed'; userId?: string }
  | { type: 'changed'; projectId: string; what: ChangedNoun }

/** What changes without a revision. */
export type ChangedNoun =
  | 'flags'
  | 'segments'
  | 'sdk-keys'
  | 'projects'
  | 'releases'
  | 'change-requests'
  | 'members'
  | 'tokens'

/** Sent when the transaction commits, or not at all. */
export async function notify(tx: Database | Transaction, message: Notification): Promise<void> {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${JSON.stringify(message)})`)
}
