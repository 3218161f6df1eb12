import { and, desc, eq, gt, ne, type SQL, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { session } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { notify } from '../revisions/notify.ts'
import { holdPerson } from './hold-person.ts'
import type { SessionView } from './session-schemas.ts'

/** Where somebody is signed in, last seen first. */
export async function listSessions(
  db: Database,
  userId: string,
  currentId: string | undefined,
): Promise<SessionView[]> {
  const rows = await db
    .select()
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, sql`now()`)))
    .orderBy(desc(session.seenAt))
  return rows.map(({ id, userAgent, ipAddress, createdAt, seenAt, through }) => ({
    id,
    userAgent,
    address: ipAddress,
    through,
    createdAt: createdAt.toISOString(),
    seenAt: seenAt.toISOString(),
    current: id === currentId,
  }))
}

/** Ends one session of this person. */
export function endSession(db: Database, actor: Actor, id: string): Promise<void> {
  return inTransaction(db, async (tx) => {
    const ended = await endSessions(tx, actor.id, eq(session.id, id))
    if (ended === 0) throw new AppError('session_not_found', 'you have no such session')
    await recordEnd(tx, actor, 'session.ended', { sessions: 1 })
  })
}

/** Ends all sessions of this person but the one they ask with. */
export function endOtherSessions(db: Database, actor: Actor, currentId: string): Promise<number> {
  return inTransaction(db, async (tx) => {
    const ended = await endSessions(tx, actor.id, ne(session.id, currentId))
    if (ended > 0) await recordEnd(tx, actor, 'session.ended', { sessions: ended })
    return ended
  })
}

/**
 * Ends sessions of a person, and says how many. It holds from the commit on: every request looks its
 * session up. Open pages of theirs are told to ask again.
 */
export async function endSessions(tx: Transaction, userId: string, which?: SQL): Promise<number> {
  await holdPerson(tx, userId)
  const ended = await tx
    .delete(session)
    .where(and(eq(session.userId, userId), which))
    .returning({ id: session.id })
  if (ended.length > 0) await notify(tx, { type: 'access-changed', userId })
  return ended.length
}

function recordEnd(tx: Transaction, actor: Actor, action: string, before: object): Promise<void> {
  return recordAudit(tx, {
    actor,
    action,
    projectId: null,
    target: { type: 'user', key: actor.email ?? actor.id },
    before,
    after: null,
    comment: undefined,
  })
}
