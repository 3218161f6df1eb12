import { eq, sql } from 'drizzle-orm'
import type { Access } from '../access/access.ts'
import { refuseUnless } from '../access/refuse-unless.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { flags } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import { findProject, lockEnvironments } from '../projects/find-project.ts'
import { refuseArchiving } from '../releases/refuse-moved-places.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import { notify } from '../revisions/notify.ts'
import { refuseWhileAsked } from './asked-lately.ts'
import { dependentsOf } from './dependents-of.ts'
import { findFlagRow } from './find-flag.ts'
import type { Archive } from './flag-life-schemas.ts'
import { configurationsOf, flagView } from './flag-rows.ts'

/**
 * Takes a flag out of use everywhere; `restoreFlag` brings it back. Refused while code asks for it,
 * unless forced, while another flag needs it, and while a release moves people in it.
 */
export function archiveFlag(
  db: Database,
  access: Access,
  projectKey: string,
  flagKey: string,
  wanted: Archive,
): Promise<void> {
  const consent = byPerson(wanted.comment)
  return inTransaction(
    db,
    (tx) => archiveFlagIn(tx, access, projectKey, flagKey, wanted, consent),
    { project: projectKey },
  )
}

/** The same in a transaction that does more. */
export async function archiveFlagIn(
  tx: Transaction,
  access: Access,
  projectKey: string,
  flagKey: string,
  { force = false, comment }: Archive,
  consent: Consent,
): Promise<void> {
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
    // Code gets its fallback from now on, which may be the very thing that is rolled out.
    if (configuration.document.on) {
      const place = { project: projectKey, environment: environmentKey }
      await refuseUnless(tx, access, 'flag.configure', place)
    }
  }
  if (!force) await refuseWhileAsked(tx, project.id, flagKey, 'archive')
  for (const { environmentId } of configurations) {
    const gone = { kind: 'flag', key: flagKey, line: null, clientSide: flag.clientSide } as const
    await commitRevision(tx, environmentId, [gone], consent)
  }
  await tx.update(flags).set({ archivedAt: sql`now()` }).where(eq(flags.id, flag.id))
  await recordAudit(tx, {
    actor: access.actor,
    action: 'flag.archived',
    projectId: project.id,
    target: { type: 'flag', key: flagKey },
    before: flagView(flag, configurations),
    after: null,
    comment,
  })
  await notify(tx, { type: 'changed', projectId: project.id, what: 'flags' })
}
