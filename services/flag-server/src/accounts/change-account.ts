import { eq, ne, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { passwordResets, session, user } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { type AppError, invalid } from '../http/app-error.ts'
import type { Accounts } from './accounts.ts'
import { passwordHashOf, setPassword } from './create-person.ts'
import { holdPerson } from './hold-person.ts'
import { endSessions } from './sessions.ts'

export function changeName(db: Database, actor: Actor, name: string): Promise<Actor> {
  return inTransaction(db, async (tx) => {
    await tx.update(user).set({ name, updatedAt: sql`now()` }).where(eq(user.id, actor.id))
    await recordAudit(tx, {
      actor,
      action: 'account.renamed',
      projectId: null,
      target: { type: 'user', key: actor.email ?? actor.id },
      before: { name: actor.name },
      after: { name },
      comment: undefined,
    })
    return { ...actor, name }
  })
}

/** Ends all other sessions: whoever had the old password is out. */
export async function changePassword(
  { db, passwords }: Accounts,
  actor: Actor,
  currentSessionId: string,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<void> {
  // Hashing is a tenth of a second of work: not while a transaction waits for it.
  const old = await inTransaction(db, (tx) => passwordHashOf(tx, actor.id))
  const isRight = old !== null && (await passwords.verify({ hash: old, password: currentPassword }))
  if (!isRight) throw notYours()
  const passwordHash = await passwords.hash(newPassword)
  await inTransaction(db, async (tx) => {
    await holdPerson(tx, actor.id)
    // Somebody may have set another meanwhile, who had reason to: the one that was shown is worth nothing.
    if ((await passwordHashOf(tx, actor.id)) !== old) throw notYours()
    await setPassword(tx, actor.id, passwordHash)
    await tx.delete(passwordResets).where(eq(passwordResets.userId, actor.id))
    const ended = await endSessions(tx, actor.id, ne(session.id, currentSessionId))
    await recordAudit(tx, {
      actor,
      action: 'account.password-changed',
      projectId: null,
      target: { type: 'user', key: actor.email ?? actor.id },
      before: null,
      after: { otherSessionsEnded: ended },
      comment: undefined,
    })
  })
}

function notYours(): AppError {
  return invalid([{ path: 'currentPassword', message: 'is not your password' }])
}
