import { accessNow } from '../../change-requests/access-now.ts'
import type { Transaction } from '../../database/connect.ts'
import { personBehind } from '../../http/actor.ts'
import { AppError } from '../../http/app-error.ts'
import { holdPerson } from '../hold-person.ts'
import type { InvitationRow } from './invitation-view.ts'
import { refuseInvitation } from './refuse-invitation.ts'

/**
 * Whether who invited may still give all that was promised. Who takes that from them at the same moment
 * waits, or was waited for: their row is held, before that of the invitation.
 */
export async function isStoodFor(
  tx: Transaction,
  { administrator, memberships, invitedBy }: InvitationRow,
): Promise<boolean> {
  const person = personBehind(invitedBy)
  if (person !== null) await holdPerson(tx, person)
  const access = await accessNow(tx, invitedBy)
  if (!access) return false
  try {
    await refuseInvitation(tx, access, administrator, memberships)
    return true
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return false
    throw error
  }
}
