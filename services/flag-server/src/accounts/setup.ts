import { createHash, randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { and, eq, gt, lt, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { setupTokens, user } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import type { Accounts, SignedIn } from './accounts.ts'

const A_DAY_AGO = sql`now() - interval '1 day'`

/** True until the first administrator is made. */
export async function setupNeeded(db: Database): Promise<boolean> {
  const [any] = await db.select({ id: user.id }).from(user).limit(1)
  return !any
}

/**
 * A token that makes the first administrator, once, within a day; null when there is one. Each
 * start makes its own, so that the newest link printed always works, on every replica.
 */
export async function makeSetupToken(db: Database): Promise<string | null> {
  if (!(await setupNeeded(db))) return null
  const token = randomBytes(24).toString('base64url')
  await db.delete(setupTokens).where(lt(setupTokens.createdAt, A_DAY_AGO))
  await db.insert(setupTokens).values({ hash: hash(token) })
  return token
}

export async function setUp(
  db: Database,
  accounts: Accounts,
  { token, ...person }: { token: string; name: string; email: string; password: string },
  headers: IncomingHttpHeaders,
): Promise<SignedIn> {
  if (!(await setupNeeded(db))) {
    throw new AppError('setup_done', 'there is an administrator already; sign in')
  }
  // Taken first: of two who come with the same link, one makes the account.
  const [taken] = await db
    .delete(setupTokens)
    .where(and(eq(setupTokens.hash, hash(token)), gt(setupTokens.createdAt, A_DAY_AGO)))
    .returning()
  if (!taken) {
    throw new AppError(
      'setup_token_invalid',
      'this link was used or is older than a day; restart the server to get a new one',
    )
  }
  try {
    const signedIn = await accounts.signUp(person, headers)
    await inTransaction(db, async (tx) => {
      await tx.delete(setupTokens)
      await recordAudit(tx, {
        actor: signedIn.actor,
        action: 'administrator.created',
        projectId: null,
        target: { type: 'user', key: person.email },
        before: null,
        after: { name: person.name, email: person.email },
        comment: undefined,
      })
    })
    return signedIn
  } catch (error) {
    if (await setupNeeded(db)) await db.insert(setupTokens).values(taken).onConflictDoNothing()
    throw error
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
