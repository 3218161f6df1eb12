import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { twoFactor } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import type { Accounts } from './accounts.ts'
import { type Caller, headersOf } from './caller.ts'
import { normalRecoveryCode } from './recovery-codes.ts'
import { accountDisabled, actorOf, type Person, recordSignIn, type SignedIn } from './sign-in.ts'

const IS_APP_CODE = /^\d{6}$/

/**
 * The second step: a code of the authenticator app, or a recovery code, each good once. Five wrong ones
 * end this sign-in; ten in a row close the second step for a quarter of an hour.
 */
export async function signInWithSecondFactor(
  accounts: Accounts,
  typed: string,
  caller: Caller,
): Promise<SignedIn> {
  const digits = typed.replace(/\s/g, '')
  const isAppCode = IS_APP_CODE.test(digits)
  const code = isAppCode ? digits : normalRecoveryCode(typed)
  const answer = await inTransaction(accounts.db, async (tx) => {
    const { api } = accounts.authIn(tx)
    const attempt = {
      body: { code },
      headers: headersOf(caller, accounts.challengeCookieName),
      asResponse: true,
    } as const
    const response = await (isAppCode ? api.verifyTOTP(attempt) : api.verifyBackupCode(attempt))
    const said = (await response.json()) as { code?: string; user?: Person }
    // Committed as well: wrong ones count.
    if (!response.ok || !said.user) return refusal(said.code)
    const actor = actorOf(said.user)
    if (isAppCode) await refuseUsedCode(tx, actor.id, code)
    await recordSignIn(tx, actor, isAppCode ? 'authenticator app' : 'recovery code')
    return { actor, cookies: response.headers.getSetCookie() }
  })
  if (answer instanceof AppError) throw answer
  return answer
}

/** Three codes are valid at any moment, each for a minute and a half; one more than that is kept. */
const KEPT_CODES = 4

/** Whoever looked over a shoulder must not have as long as a code is valid: it is good once. */
export async function refuseUsedCode(tx: Transaction, userId: string, code: string): Promise<void> {
  const used = createHash('sha256').update(`${userId}:${code}`).digest('hex')
  const isRecent = sql`coalesce(${twoFactor.usedAt} > now() - interval '3 minutes', false)`
  const [marked] = await tx
    .update(twoFactor)
    .set({
      usedCodes: sql`case when ${isRecent} then (${used}::text || ${twoFactor.usedCodes})[:${sql.raw(String(KEPT_CODES))}] else array[${used}::text] end`,
      usedAt: sql`now()`,
    })
    .where(
      and(
        eq(twoFactor.userId, userId),
        sql`not (${isRecent} and ${used} = any(${twoFactor.usedCodes}))`,
      ),
    )
    .returning({ id: twoFactor.id })
  if (!marked) throw wrongCode()
}

function wrongCode(): AppError {
  return new AppError('second_factor_required', 'this code is wrong, or was used already')
}

function refusal(code: string | undefined): AppError {
  if (code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE') return wrongCode()
  if (code === 'FAILED_TO_CREATE_SESSION') return accountDisabled()
  if (code === 'ACCOUNT_TEMPORARILY_LOCKED') {
    return new AppError(
      'too_many_requests',
      'too many wrong codes in a row: try again in a quarter of an hour',
    )
  }
  return new AppError('unauthorized', 'this sign-in took too long or failed too often: start again')
}
