import { and, eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { notEnded } from '../database/not-ended.ts'
import { refuseBeyond } from '../database/refuse-beyond.ts'
import { sdkKeys } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { findEnvironment } from '../projects/find-project.ts'
import { notify } from '../revisions/notify.ts'
import { hashSdkKey, makeSdkKey, sdkKeyView, shownPrefix } from './sdk-key-rows.ts'
import type { SdkKeyCreated, SdkKeyKind } from './sdk-key-schemas.ts'

const MOST = 200

/** Makes a key. It leaves this function once and is stored hashed. */
export function createSdkKey(
  db: Database,
  actor: Actor,
  projectKey: string,
  environmentKey: string,
  { kind, name }: { kind: SdkKeyKind; name: string },
): Promise<SdkKeyCreated> {
  const key = makeSdkKey(kind)
  return inTransaction(db, async (tx) => {
    const { project, environment } = await findEnvironment(tx, projectKey, environmentKey)
    const inUse = and(eq(sdkKeys.environmentId, environment.id), notEnded(sdkKeys))
    await refuseBeyond(tx, MOST, sdkKeys, inUse, 'SDK keys in this environment')
    const [row] = await tx
      .insert(sdkKeys)
      .values({
        environmentId: environment.id,
        kind,
        name,
        prefix: shownPrefix(key),
        hash: hashSdkKey(key),
        createdBy: actor.name,
      })
      .returning()
    if (!row) throw new Error('an insert returned no row')
    await recordAudit(tx, {
      actor,
      action: 'sdk-key.created',
      projectId: project.id,
      environmentId: environment.id,
      target: { type: 'sdk-key', key: row.prefix },
      before: null,
      after: { kind, name },
      comment: undefined,
    })
    await notify(tx, { type: 'changed', projectId: project.id, what: 'sdk-keys' })
    return { ...sdkKeyView(row), key }
  })
}
