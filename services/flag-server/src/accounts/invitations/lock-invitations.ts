import type { Transaction } from '../../database/connect.ts'
import { lockAlone } from '../../database/named-locks.ts'

/** Who invites an address waits for who else does, and for who makes the account that it is for. */
export function lockInvitationsOf(tx: Transaction, email: string): Promise<void> {
  return lockAlone(tx, `invitations of ${email}`)
}
