import { eq, inArray } from 'drizzle-orm'
import { recordAudit } from '../../audit/record-audit.ts'
import type { SsoEnvironment } from '../../config.ts'
import type { Transaction } from '../../database/connect.ts'
import { inTransaction } from '../../database/in-transaction.ts'
import { session } from '../../database/schema.ts'
import type { Actor } from '../../http/actor.ts'
import { notify } from '../../revisions/notify.ts'
import { holdWaysIn, readAccountPolicy, writeAccountPolicy } from '../account-policy.ts'
import type { AccountPolicy, AccountPolicyPatch } from '../account-schemas.ts'
import type { Accounts } from '../accounts.ts'
import { refuseUnproven } from '../sso/sso-proof.ts'

/**
 * Holds from the next request of everybody on: who has no second factor may only set one up; where
 * single sign-on is the only way in, sessions by password are over.
 */
export function changeAccountPolicy(
  { db, secret }: Accounts,
  environment: SsoEnvironment | undefined,
  actor: Actor,
  { secondFactorRequired, ssoRequired }: AccountPolicyPatch,
): Promise<AccountPolicy> {
  return inTransaction(db, async (tx) => {
    await holdWaysIn(tx)
    const before = await readAccountPolicy(tx)
    const after = {
      secondFactorRequired: secondFactorRequired ?? before.secondFactorRequired,
      ssoRequired: ssoRequired ?? before.ssoRequired,
    }
    const ssoChanges = after.ssoRequired !== before.ssoRequired
    if (!ssoChanges && after.secondFactorRequired === before.secondFactorRequired) return before
    if (ssoChanges && after.ssoRequired) await refuseUnproven(tx, environment, secret)
    await writeAccountPolicy(tx, after)
    if (ssoChanges) await forgetSessionsByPassword(tx)
    await recordAudit(tx, {
      actor,
      action: 'account-policy.changed',
      projectId: null,
      target: { type: 'account-policy', key: 'account policy' },
      before,
      after,
      comment: undefined,
    })
    // Open pages ask again whether they still may.
    await notify(tx, { type: 'access-changed' })
    return after
  })
}

/**
 * They are good no more while single sign-on is the only way in; nor when it no longer is, so that none
 * comes back to life. Whoever has one of them locked ends it, or sees to it that it goes on ending.
 */
async function forgetSessionsByPassword(tx: Transaction): Promise<void> {
  const free = tx
    .select({ id: session.id })
    .from(session)
    .where(eq(session.through, 'password'))
    .for('update', { skipLocked: true })
  await tx.delete(session).where(inArray(session.id, free))
}
