import { eq, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { sdkKeys } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { findEnvironment } from '../projects/find-project.ts'
import { notify } from '../revisions/notify.ts'
import { findSdkKey } from './find-sdk-key.ts'

/** Ends a key for good; its sockets are closed on every replica. Revoking again changes nothing. */
export function revokeSdkKey(
  db: Database,
  actor: Actor,
  projectKey: string,
  environmentKey: string,
  id: string,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const { project, environment } = await findEnvironment(tx, projectKey, environmentKey)
    const row = await findSdkKey(tx, environment, id)
    if (row.revokedAt) return
    await tx.update(sdkKeys).set({ revokedAt: sql`now()` }).where(eq(sdkKeys.id, id))
    await recordAudit(tx, {
      actor,
      action: 'sdk-key.revoked',
      projectId: project.id,
      environmentId: environment.id,
      target: { type: 'sdk-key', key: row.prefix },
      before: { kind: row.kind, name: row.name },
      after: null,
      comment: undefined,
    })
    await notify(tx, { type: 'sdk-key-revoked', sdkKeyId: id })
    await notify(tx, { type: 'changed', projectId: project.id, what: 'sdk-keys' })
  })
}
