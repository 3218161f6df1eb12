import type { invitations } from '../../database/schema.ts'
import type { InvitationView } from './invitation-schemas.ts'

export type InvitationRow = typeof invitations.$inferSelect

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
