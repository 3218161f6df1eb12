import { recordAudit } from '../../audit/record-audit.ts'
import type { Database } from '../../database/connect.ts'
import { inTransaction } from '../../database/in-transaction.ts'
import type { Actor } from '../../http/actor.ts'
import type { AccountPolicy } from '../account-schemas.ts'
import { readSecondFactorPolicy, writeSecondFactorPolicy } from '../second-factor-policy.ts'

/** Holds from the next request of everybody on: who has no second factor may only set one up. */
export function changeAccountPolicy(
  db: Database,
  actor: Actor,
  { secondFactorRequired }: AccountPolicy,
): Promise<AccountPolicy> {
  return inTransaction(db, async (tx) => {
    const before = await readSecondFactorPolicy(tx)
    if (before === secondFactorRequired) return { secondFactorRequired }
    await writeSecondFactorPolicy(tx, secondFactorRequired)
    await recordAudit(tx, {
      actor,
      action: 'account-policy.changed',
      projectId: null,
      target: { type: 'account-policy', key: 'account policy' },
      before: { secondFactorRequired: before },
      after: { secondFactorRequired },
      comment: undefined,
    })
    return { secondFactorRequired }
  })
}
