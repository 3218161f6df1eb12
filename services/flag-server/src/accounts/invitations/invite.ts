import { and, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import type { Access } from '../../access/access.ts'
import { holdRole } from '../../access/find-role.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Database, Transaction } from '../../database/connect.ts'
import { inTransaction } from '../../database/in-transaction.ts'
import { invitations } from '../../database/schema.ts'
import type { Actor } from '../../http/actor.ts'
import { AppError } from '../../http/app-error.ts'
import type { Mailer } from '../../mail/mailer.ts'
import { invitationLink } from '../account-links.ts'
import { invitationMail } from '../account-mails.ts'
import { hashOneTimeToken, makeOneTimeToken } from '../one-time-token.ts'
import type { InvitationMade, NewInvitation } from './invitation-schemas.ts'
import { type InvitationRow, invitationView } from './invitation-view.ts'
import { lockInvitationsOf } from './lock-invitations.ts'
import { refuseInvitation, refuseKnown } from './refuse-invitation.ts'

const IN_A_WEEK = sql`now() + interval '7 days'`

export interface InvitationMails {
  readonly mailer: Mailer
  readonly publicUrl: string
}

/** Makes a link for an address. An older one for the same address is good no more. */
export async function invite(
  db: Database,
  access: Access,
  { administrator = false, memberships = [], ...wanted }: NewInvitation,
  mails: InvitationMails,
): Promise<InvitationMade> {
  const { actor } = access
  const email = wanted.email.toLowerCase()
  const token = makeOneTimeToken()
  const row = await inTransaction(db, async (tx) => {
    await refuseInvitation(tx, access, administrator, memberships)
    await revokeOthers(tx, email)
    await holdRoles(tx, memberships)
    const [made] = await tx
      .insert(invitations)
      .values({
        email,
        administrator,
        memberships,
        hash: hashOneTimeToken(token),
        invitedBy: actor,
        expiresAt: IN_A_WEEK,
      })
      .returning()
    if (!made) throw new Error('an insert returns its row')
    await record(tx, actor, 'invitation.created', made)
    return made
  })
  return sendLink(row, token, actor, mails)
}

/** A new link in place of the old one, for another seven days. */
export async function resendInvitation(
  db: Database,
  access: Access,
  id: string,
  mails: InvitationMails,
): Promise<InvitationMade> {
  const token = makeOneTimeToken()
  const row = await inTransaction(db, async (tx) => {
    const pending = await findUnanswered(tx, id)
    await refuseInvitation(tx, access, pending.administrator, pending.memberships)
    await revokeOthers(tx, pending.email, id)
    await holdRoles(tx, pending.memberships)
    const [renewed] = await tx
      .update(invitations)
      .set({ hash: hashOneTimeToken(token), expiresAt: IN_A_WEEK })
      .where(eq(invitations.id, id))
      .returning()
    if (!renewed) throw notFound()
    await record(tx, access.actor, 'invitation.renewed', renewed)
    return renewed
  })
  return sendLink(row, token, access.actor, mails)
}

export function revokeInvitation(db: Database, access: Access, id: string): Promise<void> {
  return inTransaction(db, async (tx) => {
    const pending = await findUnanswered(tx, id)
    await refuseInvitation(tx, access, pending.administrator, pending.memberships)
    await tx.update(invitations).set({ revokedAt: sql`now()` }).where(eq(invitations.id, id))
    await record(tx, access.actor, 'invitation.revoked', pending)
  })
}

/** What a person, or a token of theirs, has invited to and nobody has answered yet. */
export async function revokeInvitationsBy(
  tx: Transaction,
  actor: Actor,
  userId: string,
): Promise<void> {
  const theirs = sql`${userId} in (${invitations.invitedBy} ->> 'id', ${invitations.invitedBy} -> 'owner' ->> 'id')`
  const revoked = await tx
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(and(isOpen, theirs))
    .returning()
  for (const row of revoked) await record(tx, actor, 'invitation.revoked', row)
}

/** Neither accepted nor taken back, nor too old. */
export const isOpen = and(
  isNull(invitations.acceptedAt),
  isNull(invitations.revokedAt),
  gt(invitations.expiresAt, sql`now()`),
)

/** Locked, so that one of two who answer at once is told. */
async function findUnanswered(tx: Transaction, id: string): Promise<InvitationRow> {
  const which = eq(invitations.id, id)
  const [seen] = await tx.select().from(invitations).where(which)
  if (seen) await lockInvitationsOf(tx, seen.email)
  const [row] = await tx.select().from(invitations).where(which).for('update')
  if (!row || row.acceptedAt || row.revokedAt) throw notFound()
  return row
}

/** An address has one good link at most, whoever invites it at the same moment. */
async function revokeOthers(tx: Transaction, email: string, id?: string): Promise<void> {
  await lockInvitationsOf(tx, email)
  const other = id === undefined ? undefined : ne(invitations.id, id)
  await tx
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(invitations.email, email), isOpen, other))
  await refuseKnown(tx, email)
}

/** Until the commit nobody deletes a role that is promised; after it, they hear that it is. */
async function holdRoles(tx: Transaction, promised: InvitationRow['memberships']): Promise<void> {
  for (const { role } of promised) await holdRole(tx, role)
}

async function sendLink(
  row: InvitationRow,
  token: string,
  actor: Actor,
  { mailer, publicUrl }: InvitationMails,
): Promise<InvitationMade> {
  const link = invitationLink(publicUrl, token)
  const mailed = await mailer.send(invitationMail(row.email, actor.name, link))
  return { ...invitationView(row), link, mailed }
}

function notFound(): AppError {
  return new AppError(
    'invitation_not_found',
    'there is no such invitation, or it was accepted or taken back',
  )
}

function record(
  tx: Transaction,
  actor: Actor,
  action: string,
  { email, administrator, memberships }: InvitationRow,
): Promise<void> {
  return recordAudit(tx, {
    actor,
    action,
    projectId: null,
    target: { type: 'invitation', key: email },
    before: null,
    after: { administrator, memberships },
    comment: undefined,
  })
}
