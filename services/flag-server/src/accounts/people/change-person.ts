import { and, eq, isNull, like, sql } from 'drizzle-orm'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Database, Transaction } from '../../database/connect.ts'
import { inTransaction } from '../../database/in-transaction.ts'
import { lockAlone } from '../../database/named-locks.ts'
import { account, passwordResets, user } from '../../database/schema.ts'
import type { Actor } from '../../http/actor.ts'
import { AppError } from '../../http/app-error.ts'
import { notify } from '../../revisions/notify.ts'
import { resetLink } from '../account-links.ts'
import { holdPerson } from '../hold-person.ts'
import { revokeInvitationsBy } from '../invitations/invite.ts'
import { makeReset, RESET_MS } from '../password-reset.ts'
import { removeSecondFactor } from '../second-factor.ts'
import { endSessions } from '../sessions.ts'
import { issuerOf, SSO_LINKS } from '../sso/sso-links.ts'
import { findPerson } from './people.ts'
import type { PasswordLink, PersonPatch, PersonView } from './person-schemas.ts'

/** Makes or unmakes an administrator, disables or enables: never so that no administrator is left. */
export function changePerson(
  db: Database,
  actor: Actor,
  id: string,
  patch: PersonPatch,
): Promise<PersonView> {
  return inTransaction(db, async (tx) => {
    // Two who take the right from each other at the same moment would else leave none.
    await lockAlone(tx, 'administrators')
    await holdPerson(tx, id)
    const before = await findPerson(tx, id)
    const administrator = patch.administrator ?? before.administrator
    const disabled = patch.disabled ?? before.disabled
    if (administrator === before.administrator && disabled === before.disabled) return before
    await tx
      .update(user)
      .set({
        administrator,
        disabledAt: disabled ? sql`coalesce(${user.disabledAt}, now())` : null,
        updatedAt: sql`now()`,
      })
      .where(eq(user.id, id))
    await refuseNobodyLeft(tx)
    if (disabled && !before.disabled) {
      await endSessions(tx, id)
      await tx.delete(passwordResets).where(eq(passwordResets.userId, id))
      await record(tx, actor, 'account.disabled', before)
      await revokeInvitationsBy(tx, actor, id)
    }
    if (!disabled && before.disabled) await record(tx, actor, 'account.enabled', before)
    if (administrator !== before.administrator) {
      const action = administrator ? 'account.administrator-made' : 'account.administrator-unmade'
      await record(tx, actor, action, before)
    }
    await notify(tx, { type: 'access-changed', userId: id })
    return findPerson(tx, id)
  })
}

async function refuseNobodyLeft(tx: Transaction): Promise<void> {
  const [left] = await tx
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.administrator, true), isNull(user.disabledAt)))
    .limit(1)
  if (left) return
  throw new AppError(
    'last_administrator',
    'nobody would be left who may do this: make somebody else an administrator first',
  )
}

/** Signs a person out everywhere. */
export function signOutPerson(db: Database, actor: Actor, id: string): Promise<void> {
  return inTransaction(db, async (tx) => {
    const person = await findPerson(tx, id)
    const ended = await endSessions(tx, id)
    if (ended > 0) await record(tx, actor, 'session.ended', person, { sessions: ended })
  })
}

/** For who lost both app and recovery codes. All sessions end: they may be the finder's. */
export function resetSecondFactor(db: Database, actor: Actor, id: string): Promise<PersonView> {
  return inTransaction(db, async (tx) => {
    const person = await findPerson(tx, id)
    if (await removeSecondFactor(tx, id)) {
      await endSessions(tx, id)
      await record(tx, actor, 'account.second-factor-reset', person)
    }
    return findPerson(tx, id)
  })
}

/**
 * For who is somebody new at the provider, or has the address of somebody who left: the next to come
 * from there with a verified address of theirs is linked. All sessions end.
 */
export function unlinkPerson(db: Database, actor: Actor, id: string): Promise<PersonView> {
  return inTransaction(db, async (tx) => {
    await holdPerson(tx, id)
    const person = await findPerson(tx, id)
    const unlinked = await tx
      .delete(account)
      .where(and(eq(account.userId, id), like(account.providerId, SSO_LINKS)))
      .returning({ providerId: account.providerId })
    if (unlinked.length > 0) await endSessions(tx, id)
    for (const { providerId } of unlinked) {
      await record(tx, actor, 'account.unlinked', person, { issuer: issuerOf(providerId) })
    }
    return findPerson(tx, id)
  })
}

export function makePasswordLink(
  db: Database,
  actor: Actor,
  id: string,
  publicUrl: string,
): Promise<PasswordLink> {
  return inTransaction(db, async (tx) => {
    await holdPerson(tx, id)
    const person = await findPerson(tx, id)
    if (person.disabled) {
      throw new AppError('account_disabled', 'enable this account first')
    }
    const token = await makeReset(tx, actor, person)
    return {
      link: resetLink(publicUrl, token),
      expiresAt: new Date(Date.now() + RESET_MS).toISOString(),
    }
  })
}

function record(
  tx: Transaction,
  actor: Actor,
  action: string,
  { email }: PersonView,
  before: object | null = null,
): Promise<void> {
  return recordAudit(tx, {
    actor,
    action,
    projectId: null,
    target: { type: 'user', key: email },
    before,
    after: null,
    comment: undefined,
  })
}
