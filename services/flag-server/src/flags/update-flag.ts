import { eq, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { flags } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { findProject, lockEnvironments } from '../projects/find-project.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import { notify } from '../revisions/notify.ts'
import { findFlagRow } from './find-flag.ts'
import { configurationsOf, flagChange, flagView } from './flag-rows.ts'
import type { FlagPatch, FlagView } from './flag-schemas.ts'

/** Changes what people read about a flag, and whether browsers are given it. */
export function updateFlag(
  db: Database,
  actor: Actor,
  projectKey: string,
  flagKey: string,
  { expectedVersion, comment, ...wanted }: FlagPatch,
): Promise<FlagView> {
  return inTransaction(db, async (tx) => {
    const project = await findProject(tx, projectKey)
    await lockEnvironments(tx, project.id)
    const before = await findFlagRow(tx, project, flagKey)
    const configurations = await configurationsOf(tx, before.id)
    if (expectedVersion !== undefined && expectedVersion !== before.version) {
      throw new AppError(
        'stale_version',
        `this is version ${before.version} by now, not ${expectedVersion}: look at what changed and try again`,
        { current: flagView(before, configurations) },
      )
    }
    const [after] = await tx
      .update(flags)
      .set({ ...wanted, version: sql`${flags.version} + 1` })
      .where(eq(flags.id, before.id))
      .returning()
    if (!after) throw new Error('an update returned no row')
    // SDKs carry none of the texts: only who may have the flag makes a revision.
    if (after.clientSide !== before.clientSide) {
      for (const { environmentId, configuration } of configurations) {
        await commitRevision(tx, environmentId, [flagChange(after, configuration.document)])
      }
    }
    await recordAudit(tx, {
      actor,
      action: 'flag.updated',
      projectId: project.id,
      target: { type: 'flag', key: flagKey },
      before: texts(before),
      after: texts(after),
      comment,
    })
    await notify(tx, { type: 'changed', projectId: project.id, what: 'flags' })
    return flagView(after, configurations)
  })
}

function texts({ name, description, tags, kind, owner, clientSide }: typeof flags.$inferSelect) {
  return { name, description, tags, kind, owner, clientSide }
}
