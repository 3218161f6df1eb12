import { and, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { FastifyBaseLogger } from 'fastify'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { passwordResets, user } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import type { Mailer } from '../mail/mailer.ts'
import { resetLink } from './account-links.ts'
import { resetMail } from './account-mails.ts'
import type { Accounts } from './accounts.ts'
import { passwordHashOf, setPassword } from './create-person.ts'
import { holdPerson } from './hold-person.ts'
import { hashOneTimeToken, makeOneTimeToken } from './one-time-token.ts'
import { endSessions } from './sessions.ts'
import { actorOf } from './sign-in.ts'

export const RESET_MS: number = 60 * 60_000
const AN_HOUR_AGO = sql`now() - interval '1 hour'`

export interface ResetMails {
  readonly mailer: Mailer
  readonly publicUrl: () => string
  readonly log: FastifyBaseLogger
}

/**
 * Mails a link to whoever has this address, if anybody. Returns before it has even looked: the answer,
 * and the time it takes, are the same for every address.
 */
export function mailPasswordReset(db: Database, email: string, mails: ResetMails): void {
  if (!mails.mailer.configured) {
    throw new AppError(
      'mail_not_configured',
      'this server sends no mail: ask an administrator for a link that sets a new password',
    )
  }
  sendReset(db, email, mails).catch((error: unknown) => {
    mails.log.error({ err: error }, 'could not make a link for a new password')
  })
}

async function sendReset(
  db: Database,
  email: string,
  { mailer, publicUrl }: ResetMails,
): Promise<void> {
  const found = await inTransaction(db, async (tx) => {
    const [person] = await tx
      .select()
      .from(user)
      .where(and(eq(user.email, email.toLowerCase()), isNull(user.disabledAt)))
    // Who signs in elsewhere gets no second way in by mail.
    if (!person || (await passwordHashOf(tx, person.id)) === null) return null
    const actor = actorOf(person)
    return { to: person.email, token: await makeReset(tx, actor, person) }
  })
  if (found) await mailer.send(resetMail(found.to, resetLink(publicUrl(), found.token)))
}

/** Makes the token of a link that sets a new password; older links of the person are good no more. */
export async function makeReset(
  tx: Transaction,
  actor: Actor,
  person: { readonly id: string; readonly email: string },
): Promise<string> {
  const token = makeOneTimeToken()
  await holdPerson(tx, person.id)
  await tx.delete(passwordResets).where(eq(passwordResets.userId, person.id))
  await forgetOld(tx)
  await tx.insert(passwordResets).values({ hash: hashOneTimeToken(token), userId: person.id })
  await record(tx, actor, 'account.password-link-made', person.email)
  return token
}

/** Links of others, who may be using them at this moment: those are left alone. */
async function forgetOld(tx: Transaction): Promise<void> {
  const old = tx
    .select({ hash: passwordResets.hash })
    .from(passwordResets)
    .where(lt(passwordResets.createdAt, AN_HOUR_AGO))
    .for('update', { skipLocked: true })
  await tx.delete(passwordResets).where(inArray(passwordResets.hash, old))
}

/** Sets a new password by the token of a link. All sessions end; the second factor stays. */
export async function resetPassword(
  { db, passwords }: Accounts,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const isGood = and(
    eq(passwordResets.hash, hashOneTimeToken(token)),
    gt(passwordResets.createdAt, AN_HOUR_AGO),
  )
  const [known] = await db.select().from(passwordResets).where(isGood)
  if (!known) throw linkInvalid()
  const passwordHash = await passwords.hash(password)
  await inTransaction(db, async (tx) => {
    await holdPerson(tx, known.userId)
    const [taken] = await tx.delete(passwordResets).where(isGood).returning()
    const [person] = taken ? await tx.select().from(user).where(eq(user.id, taken.userId)) : []
    if (!person || person.disabledAt) throw linkInvalid()
    await setPassword(tx, person.id, passwordHash)
    await endSessions(tx, person.id)
    await record(tx, actorOf(person), 'account.password-reset', person.email)
  })
}

function linkInvalid(): AppError {
  return new AppError(
    'reset_link_invalid',
    'this link was used, replaced, or is older than an hour: ask for a new one',
  )
}

function record(tx: Transaction, actor: Actor, action: string, key: string): Promise<void> {
  return recordAudit(tx, {
    actor,
    action,
    projectId: null,
    target: { type: 'user', key },
    before: null,
    after: null,
    comment: undefined,
  })
}
