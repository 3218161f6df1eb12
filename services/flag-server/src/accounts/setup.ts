import { and, eq, gt, lt, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { setupTokens, user } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import type { Accounts } from './accounts.ts'
import type { Caller } from './caller.ts'
import { createPerson } from './create-person.ts'
import { hashOneTimeToken, makeOneTimeToken } from './one-time-token.ts'
import { openSession } from './open-session.ts'
import type { SignedIn } from './sign-in.ts'

const A_DAY_AGO = sql`now() - interval '1 day'`

/** True until the first administrator is made. */
export async function setupNeeded(db: Database | Transaction): Promise<boolean> {
  const [any] = await db.select({ id: user.id }).from(user).limit(1)
  return !any
}

/**
 * A token that makes the first administrator, once, within a day; null when there is one. Each
 * start makes its own, so that the newest link printed always works, on every replica.
 */
export async function makeSetupToken(db: Database): Promise<string | null> {
  if (!(await setupNeeded(db))) return null
  const token = makeOneTimeToken()
  await db.delete(setupTokens).where(lt(setupTokens.createdAt, A_DAY_AGO))
  await db.insert(setupTokens).values({ hash: hashOneTimeToken(token) })
  return token
}

export async function setUp(
  accounts: Accounts,
  { token, ...person }: { token: string; name: string; email: string; password: string },
  caller: Caller,
): Promise<SignedIn> {
  const { db, passwords } = accounts
  const isGood = and(
    eq(setupTokens.hash, hashOneTimeToken(token)),
    gt(setupTokens.createdAt, A_DAY_AGO),
  )
  // Looked at before the password is hashed, which is work that not everybody may ask for.
  const [known] = await db.select().from(setupTokens).where(isGood)
  if (!known) throw await refusal(db)
  const passwordHash = await passwords.hash(person.password)
  return inTransaction(db, async (tx) => {
    // Of two who come with the same link, one makes the account; two links of two replicas wait here.
    await tx.execute(sql`lock table ${setupTokens} in exclusive mode`)
    const [taken] = await tx.delete(setupTokens).where(isGood).returning()
    if (!taken || !(await setupNeeded(tx))) throw await refusal(tx)
    await tx.delete(setupTokens)
    const actor = await createPerson(tx, {
      name: person.name,
      email: person.email,
      passwordHash,
      administrator: true,
      emailVerified: false,
    })
    await recordAudit(tx, {
      actor,
      action: 'administrator.created',
      projectId: null,
      target: { type: 'user', key: person.email },
      before: null,
      after: { name: person.name, email: person.email },
      comment: undefined,
    })
    return { actor, cookies: await openSession(tx, accounts, actor.id, caller) }
  })
}

async function refusal(db: Database | Transaction): Promise<AppError> {
  return (await setupNeeded(db))
    ? new AppError(
        'setup_token_invalid',
        'this link was used or is older than a day; restart the server to get a new one',
      )
    : new AppError('setup_done', 'there is an administrator already; sign in')
}
