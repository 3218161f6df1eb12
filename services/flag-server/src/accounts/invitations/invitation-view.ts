import { desc } from 'drizzle-orm'
import type { Access } from '../../access/access.ts'
import type { Database } from '../../database/connect.ts'
import { invitations } from '../../database/schema.ts'
import type { InvitationView } from './invitation-schemas.ts'

export type InvitationRow = typeof invitations.$inferSelect

/** The newest are enough to see what became of one; what is open is never more than a handful. */
const MOST = 500

/** Newest first. Who is no administrator of the installation sees those into projects they manage. */
export async function listInvitations(db: Database, access: Access): Promise<InvitationView[]> {
  const rows = await db.select().from(invitations).orderBy(desc(invitations.createdAt)).limit(MOST)
  return rows.filter((row) => maySee(access, row)).map(invitationView)
}

function maySee(access: Access, { administrator, memberships }: InvitationRow): boolean {
  if (access.may('installation.manage')) return true
  if (administrator || memberships.length === 0) return false
  return memberships.every(({ project }) => access.may('member.manage', { project }))
}

export function invitationView(row: InvitationRow): InvitationView {
  return {
    id: row.id,
    email: row.email,
    state: stateOf(row),
    administrator: row.administrator,
    memberships: row.memberships,
    invitedBy: row.invitedBy.name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }
}

function stateOf({ acceptedAt, revokedAt, expiresAt }: InvitationRow): InvitationView['state'] {
  if (acceptedAt) return 'accepted'
  if (revokedAt) return 'revoked'
  return expiresAt.getTime() <= Date.now() ? 'expired' : 'open'
}
