import { randomUUID } from 'node:crypto'
import { and, eq, lt } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { environments } from '../database/schema.ts'
import { notify } from '../revisions/notify.ts'
import type { Head } from './environment-feed.ts'

/**
 * An SDK holds a revision of this epoch that the database never made: the database is an older
 * copy. From here on its history has another name, so that SDKs take its lower revisions for new.
 */
export function startNewEpoch(db: Database, environmentId: string, claimed: Head): Promise<void> {
  return inTransaction(db, async (tx) => {
    const [renewed] = await tx
      .update(environments)
      .set({ epoch: randomUUID() })
      .where(
        and(
          eq(environments.id, environmentId),
          eq(environments.epoch, claimed.epoch),
          lt(environments.revision, claimed.revision),
        ),
      )
      .returning({ revision: environments.revision })
    if (renewed) await notify(tx, { type: 'revision', environmentId, revision: renewed.revision })
  })
}
