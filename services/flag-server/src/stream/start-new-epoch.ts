import { randomUUID } from 'node:crypto'
import { and, eq, lt, type SQL } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { environments } from '../database/schema.ts'
import { notify } from '../revisions/notify.ts'

/**
 * Somebody knows revisions of this epoch that the database never made: it is an older copy. From here
 * on its history has another name, so that SDKs take its lower revisions for new.
 *
 * @param claimed a revision that an SDK holds: it proves nothing once the database has come as far.
 * Absent when this process has itself read another history.
 */
export function startNewEpoch(
  db: Database,
  environmentId: string,
  epoch: string,
  claimed?: number,
): Promise<void> {
  const proven: SQL | undefined =
    claimed === undefined ? undefined : lt(environments.revision, claimed)
  return inTransaction(db, async (tx) => {
    const [renewed] = await tx
      .update(environments)
      .set({ epoch: randomUUID() })
      .where(and(eq(environments.id, environmentId), eq(environments.epoch, epoch), proven))
      .returning({ revision: environments.revision })
    if (renewed) await notify(tx, { type: 'revision', environmentId, revision: renewed.revision })
  })
}
