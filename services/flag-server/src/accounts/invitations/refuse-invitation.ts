import { eq, or, sql } from 'drizzle-orm'
import type { Access } from '../../access/access.ts'
import { refuseGrant } from '../../access/refuse-grant.ts'
import { refuseUnless } from '../../access/refuse-unless.ts'
import type { Database, Transaction } from '../../database/connect.ts'
import { user } from '../../database/schema.ts'
import { AppError } from '../../http/app-error.ts'
import type { InvitationRow } from './invitation-view.ts'

/** An invitation that brings nothing along, or everything, is for administrators of the installation. */
export async function refuseInvitation(
  tx: Database | Transaction,
  access: Access,
  administrator: boolean,
  memberships: readonly InvitationRow['memberships'][number][],
): Promise<void> {
  if (administrator || memberships.length === 0) {
    await refuseUnless(tx, access, 'installation.manage', {})
  }
  await refuseGrant(tx, access, memberships)
}

/** Whoever has an account needs no invitation. */
export async function refuseKnown(tx: Transaction, email: string): Promise<void> {
  const [known] = await tx
    .select({ id: user.id })
    .from(user)
    .where(or(eq(user.email, email), eq(sql`lower(${user.email})`, email)))
  if (!known) return
  throw new AppError(
    'already_exists',
    `${email} has an account already: add them to a project as a member`,
  )
}
