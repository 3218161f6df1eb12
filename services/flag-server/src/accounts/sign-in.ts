import { and, desc, eq, inArray, lt, or, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { session, verification } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import type { Accounts } from './accounts.ts'
import { type Caller, headersOf } from './caller.ts'

export interface SignedIn {
  readonly actor: Actor
  /** `Set-Cookie` values. */
  readonly cookies: readonly string[]
}

export type SignInAnswer =
  | ({ readonly state: 'signed-in' } & SignedIn)
  /** The cookies remember whose password was right, for ten minutes. */
  | { readonly state: 'second-factor-needed'; readonly cookies: readonly string[] }

/**
 * An unknown address costs a hash as well: neither the sentence nor the time tells which of the two
 * was wrong.
 */
export async function signIn(
  accounts: Accounts,
  { email, password }: { email: string; password: string },
  caller: Caller,
): Promise<SignInAnswer> {
  const response = await accounts.auth.api.signInEmail({
    body: { email, password },
    headers: headersOf(caller, ''),
    asResponse: true,
  })
  const cookies = response.headers.getSetCookie()
  const said = (await response.json()) as SignInSaid
  if (!response.ok) throw refusal(said.code)
  if (said.twoFactorRedirect) return { state: 'second-factor-needed', cookies }
  if (!said.user) throw refusal(undefined)
  const actor = actorOf(said.user)
  await inTransaction(accounts.db, (tx) => recordSignIn(tx, actor, 'password'))
  return { state: 'signed-in', actor, cookies }
}

interface SignInSaid {
  readonly code?: string
  readonly twoFactorRedirect?: boolean
  readonly user?: Person
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
}

export function actorOf({ id, name, email }: Person): Actor {
  return { type: 'user', id, name, email, via: 'ui' }
}

function refusal(code: string | undefined): AppError {
  return code === 'FAILED_TO_CREATE_SESSION'
    ? accountDisabled()
    : new AppError('unauthorized', 'no account has this e-mail and password')
}

/** Said only to who has proved to be that person. */
export function accountDisabled(): AppError {
  return new AppError(
    'account_disabled',
    'this account is disabled; an administrator can enable it',
  )
}

/** Of one person; more than anybody has devices. */
const MOST_SESSIONS = 100

/** Writes the sign-in down, and throws away what ran out since the last, and the longest unused of too many. */
export async function recordSignIn(
  tx: Transaction,
  actor: Actor,
  through: 'password' | 'authenticator app' | 'recovery code' | 'single sign-on',
): Promise<void> {
  // Rows of others among them: whoever has one of those sees to it.
  const surplus = tx
    .select({ id: session.id })
    .from(session)
    .where(eq(session.userId, actor.id))
    .orderBy(desc(session.seenAt), desc(session.createdAt))
    .offset(MOST_SESSIONS)
  const isOver = or(lt(session.expiresAt, sql`now()`), inArray(session.id, surplus))
  const overSessions = tx
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.userId, actor.id), isOver))
    .for('update', { skipLocked: true })
  await tx.delete(session).where(inArray(session.id, overSessions))
  const overVerifications = tx
    .select({ id: verification.id })
    .from(verification)
    .where(lt(verification.expiresAt, sql`now()`))
    .for('update', { skipLocked: true })
  await tx.delete(verification).where(inArray(verification.id, overVerifications))
  await recordAudit(tx, {
    actor,
    action: 'session.started',
    projectId: null,
    target: { type: 'user', key: actor.email ?? actor.id },
    before: null,
    after: { through },
    comment: undefined,
  })
}
