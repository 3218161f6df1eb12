import { and, eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { twoFactor, user } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError, invalid } from '../http/app-error.ts'
import { notify } from '../revisions/notify.ts'
import { readAccountPolicy } from './account-policy.ts'
import type { Accounts } from './accounts.ts'
import { type Caller, headersOf } from './caller.ts'
import { holdPerson } from './hold-person.ts'
import { refuseUsedCode } from './sign-in-second-factor.ts'

/** Begins to set up an authenticator app: nothing is asked for until a code has confirmed it. */
export function enrolSecondFactor(
  accounts: Accounts,
  caller: Caller,
  actor: Actor,
  password: string,
): Promise<{ uri: string }> {
  return inTransaction(accounts.db, async (tx) => {
    await holdPerson(tx, actor.id)
    const { totpURI } = await answerOf(
      accounts.authIn(tx).api.enableTwoFactor({
        body: { password, method: 'totp' },
        headers: headersOf(caller, accounts.sessionCookie.name),
        asResponse: true,
      }),
    )
    return { uri: String(totpURI) }
  })
}

/** The app shows the right code: from now on it is asked for. The session goes on under a new cookie. */
export function confirmSecondFactor(
  accounts: Accounts,
  caller: Caller,
  actor: Actor,
  code: string,
): Promise<{ recoveryCodes: string[]; cookies: string[] }> {
  return inTransaction(accounts.db, async (tx) => {
    await holdPerson(tx, actor.id)
    // Else a session that was left open, and one code, would show the recovery codes.
    const [pending] = await tx
      .select({ id: twoFactor.id })
      .from(twoFactor)
      .where(and(eq(twoFactor.userId, actor.id), eq(twoFactor.verified, false)))
    if (!pending) throw invalid([{ path: 'code', message: 'there is nothing to confirm' }])
    const { api } = accounts.authIn(tx)
    const response = await api.verifyTOTP({
      body: { code: code.replace(/\s/g, '') },
      headers: headersOf(caller, accounts.sessionCookie.name),
      asResponse: true,
    })
    await answerOf(Promise.resolve(response))
    await refuseUsedCode(tx, actor.id, code)
    const { backupCodes } = await api.viewBackupCodes({ body: { userId: actor.id } })
    await record(tx, actor, 'account.second-factor-added')
    await notify(tx, { type: 'access-changed', userId: actor.id })
    return { recoveryCodes: [...backupCodes], cookies: response.headers.getSetCookie() }
  })
}

/** New recovery codes; the old ones are good no more. */
export function replaceRecoveryCodes(
  accounts: Accounts,
  caller: Caller,
  actor: Actor,
  password: string,
): Promise<{ recoveryCodes: string[] }> {
  return inTransaction(accounts.db, async (tx) => {
    await holdPerson(tx, actor.id)
    const { backupCodes } = await answerOf(
      accounts.authIn(tx).api.generateBackupCodes({
        body: { password },
        headers: headersOf(caller, accounts.sessionCookie.name),
        asResponse: true,
      }),
    )
    await record(tx, actor, 'account.recovery-codes-replaced')
    return { recoveryCodes: backupCodes as string[] }
  })
}

export function disableSecondFactor(
  accounts: Accounts,
  caller: Caller,
  actor: Actor,
  password: string,
): Promise<{ cookies: string[] }> {
  return inTransaction(accounts.db, async (tx) => {
    await holdPerson(tx, actor.id)
    if ((await readAccountPolicy(tx)).secondFactorRequired) {
      throw invalid([{ path: 'password', message: 'everybody here needs a second factor' }])
    }
    const response = await accounts.authIn(tx).api.disableTwoFactor({
      body: { password },
      headers: headersOf(caller, accounts.sessionCookie.name),
      asResponse: true,
    })
    await answerOf(Promise.resolve(response))
    await record(tx, actor, 'account.second-factor-removed')
    return { cookies: response.headers.getSetCookie() }
  })
}

/** Takes it away without asking its person. False when there was none. */
export async function removeSecondFactor(tx: Transaction, userId: string): Promise<boolean> {
  await holdPerson(tx, userId)
  const removed = await tx
    .delete(twoFactor)
    .where(eq(twoFactor.userId, userId))
    .returning({ id: twoFactor.id })
  await tx.update(user).set({ twoFactorEnabled: false }).where(eq(user.id, userId))
  return removed.length > 0
}

const SENTENCES: Readonly<Record<string, readonly [path: string, message: string]>> = {
  INVALID_PASSWORD: ['password', 'is not your password'],
  INVALID_CODE: ['code', 'is not what the app shows now'],
  TOTP_NOT_ENABLED: ['code', 'set the app up first'],
  TOTP_ALREADY_ENABLED: ['password', 'there is a second factor already: remove it first'],
  TWO_FACTOR_NOT_ENABLED: ['password', 'there is no second factor yet'],
  CREDENTIAL_ACCOUNT_NOT_FOUND: ['password', 'this account has none: it signs in elsewhere'],
}

async function answerOf(call: Promise<Response>): Promise<Record<string, unknown>> {
  const response = await call
  const said = (await response.json()) as Record<string, unknown>
  if (response.ok) return said
  const [path, message] = SENTENCES[String(said.code)] ?? []
  if (path === undefined || message === undefined) {
    throw new AppError('unauthorized', 'this session ended: sign in again')
  }
  throw invalid([{ path, message }])
}

function record(tx: Transaction, actor: Actor, action: string): Promise<void> {
  return recordAudit(tx, {
    actor,
    action,
    projectId: null,
    target: { type: 'user', key: actor.email ?? actor.id },
    before: null,
    after: null,
    comment: undefined,
  })
}
