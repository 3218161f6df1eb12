import { eq, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { flags } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { findProject, lockEnvironments } from '../projects/find-project.ts'
import { refuseArchiving } from '../releases/refuse-moved-places.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import { dependentsOf } from './dependents-of.ts'
import { findFlagRow } from './find-flag.ts'
import { configurationsOf, flagView } from './flag-rows.ts'

/** Takes a flag out of use everywhere. Its history stays, and its key is not given out again. */
export function archiveFlag(
  db: Database,
  actor: Actor,
  projectKey: string,
  flagKey: string,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const project = await findProject(tx, projectKey)
    await lockEnvironments(tx, project.id)
    const flag = await findFlagRow(tx, project, flagKey)
    const [dependent] = await dependentsOf(tx, project.id, flagKey)
    if (dependent) {
      throw new AppError(
        'flag_in_use',
        `flag "${dependent.key}" has "${flagKey}" as a prerequisite in ${dependent.environmentKey}: take that away first`,
      )
    }
    const configurations = await configurationsOf(tx, flag.id)
    for (const { environmentKey, configuration } of configurations) {
      refuseArchiving(flagKey, environmentKey, configuration.document)
    }
    for (const { environmentId } of configurations) {
      await commitRevision(tx, environmentId, [
        { kind: 'flag', key: flagKey, line: null, clientSide: flag.clientSide },
      ])
    }
    await tx.update(flags).set({ archivedAt: sql`now()` }).where(eq(flags.id, flag.id))
    await recordAudit(tx, {
      actor,
      action: 'flag.archived',
      projectId: project.id,
      target: { type: 'flag', key: flagKey },
      before: flagView(flag, configurations),
      after: null,
      comment: undefined,
    })
  })
}
