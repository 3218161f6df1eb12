import { and, eq, type SQL, sql } from 'drizzle-orm'
import { addMemberships } from '../../access/add-memberships.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Database, Transaction } from '../../database/connect.ts'
import { inTransaction } from '../../database/in-transaction.ts'
import { invitations } from '../../database/schema.ts'
import type { Actor } from '../../http/actor.ts'
import { AppError } from '../../http/app-error.ts'
import type { Accounts } from '../accounts.ts'
import type { Caller } from '../caller.ts'
import { createPerson, type NewPerson } from '../create-person.ts'
import { hashOneTimeToken } from '../one-time-token.ts'
import { openSession } from '../open-session.ts'
import type { SignedIn } from '../sign-in.ts'
import type { Acceptance, InvitationForYou } from './invitation-schemas.ts'
import type { InvitationRow } from './invitation-view.ts'
import { isOpen } from './invite.ts'
import { lockInvitationsOf } from './lock-invitations.ts'
import { isStoodFor } from './still-stood-for.ts'

const isGood = (token: string) => and(eq(invitations.hash, hashOneTimeToken(token)), isOpen)

export async function lookUpInvitation(db: Database, token: string): Promise<InvitationForYou> {
  const [row] = await db.select().from(invitations).where(isGood(token))
  if (!row) throw linkInvalid()
  const { email, invitedBy, expiresAt } = row
  return { email, invitedBy: invitedBy.name, expiresAt: expiresAt.toISOString() }
}

/** Makes the account that the link is for, with its memberships, and signs in to it. */
export async function acceptInvitation(
  accounts: Accounts,
  { token, name, password }: Acceptance,
  caller: Caller,
): Promise<SignedIn> {
  const { db, passwords } = accounts
  // Looked at before the password is hashed, which is work that not everybody may ask for.
  const { email } = await lookUpInvitation(db, token)
  const passwordHash = await passwords.hash(password)
  return inTransaction(db, async (tx) => {
    await lockInvitationsOf(tx, email)
    const taken = await take(tx, isGood(token))
    if (!taken) throw linkInvalid()
    if (taken === 'outlived') throw outlived()
    const actor = await joinAs(tx, taken, { name, passwordHash, emailVerified: false })
    return { actor, cookies: await openSession(tx, accounts, actor.id, caller) }
  })
}

/** Takes the open invitation of an address whose owner proved themself; null when there is none that holds. */
export async function takeInvitationOf(
  tx: Transaction,
  email: string,
  name: string,
): Promise<Actor | null> {
  const taken = await take(tx, and(eq(invitations.email, email.toLowerCase()), isOpen))
  if (!taken || taken === 'outlived') return null
  return joinAs(tx, taken, { name, passwordHash: null, emailVerified: true })
}

/** The invitation, accepted; `outlived` when nobody stands for it any more, and nothing is changed. */
async function take(
  tx: Transaction,
  which: SQL | undefined,
): Promise<InvitationRow | 'outlived' | undefined> {
  const [open] = await tx.select().from(invitations).where(which)
  if (!open) return undefined
  if (!(await isStoodFor(tx, open))) return 'outlived'
  const [taken] = await tx
    .update(invitations)
    .set({ acceptedAt: sql`now()` })
    .where(and(eq(invitations.id, open.id), which))
    .returning()
  return taken
}

async function joinAs(
  tx: Transaction,
  { email, administrator, memberships, invitedBy }: InvitationRow,
  person: Pick<NewPerson, 'name' | 'passwordHash' | 'emailVerified'>,
): Promise<Actor> {
  const actor = await createPerson(tx, { ...person, email, administrator })
  await recordAudit(tx, {
    actor,
    action: 'invitation.accepted',
    projectId: null,
    target: { type: 'invitation', key: email },
    before: null,
    after: { name: person.name, administrator, memberships },
    comment: undefined,
  })
  await addMemberships(tx, invitedBy, { userId: actor.id, name: person.name }, memberships)
  return actor
}

function outlived(): AppError {
  return new AppError(
    'invitation_invalid',
    'who invited you may not give what this invitation promises any more: ask an administrator for a new one',
  )
}

function linkInvalid(): AppError {
  return new AppError(
    'invitation_invalid',
    'this link was used, taken back, replaced, or is older than seven days: ask for a new one',
  )
}
