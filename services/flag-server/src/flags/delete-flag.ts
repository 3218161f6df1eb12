import { and, eq, inArray } from 'drizzle-orm'
import type { Access } from '../access/access.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { flags } from '../database/schema.ts'
import { findProject, lockEnvironments } from '../projects/find-project.ts'
import { flagBuilds, runDurations } from '../releases/release-tables.ts'
import { notify } from '../revisions/notify.ts'
import { stopCounting } from '../usage/counting-lock.ts'
import { evaluatedFlags, evaluationCounts, unknownFlags } from '../usage/usage-tables.ts'
import { refuseWhileAsked } from './asked-lately.ts'
import { findArchivedRow } from './find-flag.ts'
import { configurationsOf, flagView } from './flag-rows.ts'

/**
 * Deletes an archived flag for good, with its releases and counts. What it was stays in the audit trail and in
 * the history of revisions; its key is free. Refused while code asks for that key, unless forced:
 * a new flag of the same key would answer code that was written for the old one.
 */
export function deleteFlag(
  db: Database,
  access: Access,
  projectKey: string,
  flagKey: string,
  force: boolean,
  comment?: string,
): Promise<void> {
  return inTransaction(db, (tx) => deleteFlagIn(tx, access, projectKey, flagKey, force, comment), {
    project: projectKey,
  })
}

/** The same in a transaction that does more. */
export async function deleteFlagIn(
  tx: Transaction,
  access: Access,
  projectKey: string,
  flagKey: string,
  force: boolean,
  comment: string | undefined,
): Promise<void> {
  const project = await findProject(tx, projectKey)
  const environments = await lockEnvironments(tx, project.id)
  const flag = await findArchivedRow(tx, project, flagKey)
  // Reports wait for the commit: one that looked the flag up before would write counts of it afterwards,
  // and a new flag of this key would start with them.
  await stopCounting(tx)
  if (!force) await refuseWhileAsked(tx, project.id, flagKey, 'delete')
  const before = flagView(flag, await configurationsOf(tx, flag.id))
  await tx.delete(flags).where(eq(flags.id, flag.id))
  await forgetCounts(
    tx,
    environments.map(({ id }) => id),
    flagKey,
  )
  await recordAudit(tx, {
    actor: access.actor,
    action: 'flag.deleted',
    projectId: project.id,
    target: { type: 'flag', key: flagKey },
    before,
    after: null,
    comment,
  })
  await notify(tx, { type: 'changed', projectId: project.id, what: 'flags' })
}

/** Counts are by key: a new flag of this one must not start with those of another. */
async function forgetCounts(
  tx: Transaction,
  environmentIds: readonly string[],
  flagKey: string,
): Promise<void> {
  for (const table of [evaluatedFlags, evaluationCounts, unknownFlags, flagBuilds, runDurations]) {
    await tx
      .delete(table)
      .where(and(inArray(table.environmentId, [...environmentIds]), eq(table.flagKey, flagKey)))
  }
}
