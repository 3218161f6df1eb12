import { eq, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { sdkKeys } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { findEnvironment } from '../projects/find-project.ts'
import { notify } from '../revisions/notify.ts'
import { findSdkKey } from './find-sdk-key.ts'
import { hashSdkKey, makeSdkKey, sdkKeyView, shownPrefix } from './sdk-key-rows.ts'
import type { SdkKeyCreated } from './sdk-key-schemas.ts'

interface OneKey {
  readonly project: string
  readonly environment: string
  readonly id: string
}

/**
 * Makes a key of the same kind and name to take another's place. The old one goes on for so long, and is
 * then refused by every replica, its sockets closed as those of a revoked key are.
 */
export function rotateSdkKey(
  db: Database,
  actor: Actor,
  address: OneKey,
  overlapSeconds: number,
): Promise<SdkKeyCreated> {
  return inTransaction(db, async (tx) => {
    const { project, environment } = await findEnvironment(tx, address.project, address.environment)
    const old = await findSdkKey(tx, environment, address.id)
    if (old.revokedAt || old.expiresAt) {
      const why = old.revokedAt ? 'was revoked' : 'has a successor already'
      throw new AppError('sdk_key_not_rotatable', `this key ${why}: make a new one`)
    }
    const { environmentId, kind, name } = old
    const key = makeSdkKey(kind)
    const [made] = await tx
      .insert(sdkKeys)
      .values({
        environmentId,
        kind,
        name,
        prefix: shownPrefix(key),
        hash: hashSdkKey(key),
        createdBy: actor.name,
      })
      .returning()
    if (!made) throw new Error('an insert returned no row')
    const [ending] = await tx
      .update(sdkKeys)
      .set({
        expiresAt: sql`now() + make_interval(secs => ${overlapSeconds})`,
        successorId: made.id,
      })
      .where(eq(sdkKeys.id, old.id))
      .returning()
    await recordAudit(tx, {
      actor,
      action: 'sdk-key.rotated',
      projectId: project.id,
      environmentId: environment.id,
      target: { type: 'sdk-key', key: old.prefix },
      before: { kind, name, expiresAt: null },
      after: { kind, name, expiresAt: ending?.expiresAt ?? null, successor: made.prefix },
      comment: undefined,
    })
    await notify(tx, { type: 'sdk-key-rotated', sdkKeyId: old.id })
    await notify(tx, { type: 'changed', projectId: project.id, what: 'sdk-keys' })
    return { ...sdkKeyView(made), key }
  })
}
