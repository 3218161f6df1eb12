import { and, eq, sql } from 'drizzle-orm'
import type { Access } from '../access/access.ts'
import { refuseUnless } from '../access/refuse-unless.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { flagConfigurations, flags } from '../database/schema.ts'
import { type FieldError, invalid } from '../http/app-error.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import { type Environment, findProject, lockEnvironments } from '../projects/find-project.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import { notify } from '../revisions/notify.ts'
import { faultsOf } from './check-configuration.ts'
import { firstConfiguration } from './create-flag.ts'
import { findArchivedRow } from './find-flag.ts'
import type { Unarchive } from './flag-life-schemas.ts'
import {
  type ConfigurationRow,
  configurationsOf,
  type FlagRow,
  flagChange,
  flagOf,
  flagView,
} from './flag-rows.ts'
import type { FlagView } from './flag-schemas.ts'

/**
 * Brings a flag back from the archive with all it served, but off everywhere: nobody is given
 * anything that they did not have a moment ago. Switching on is a change like any other, or asked for
 * with `asItWas`.
 */
export function restoreFlag(
  db: Database,
  access: Access,
  projectKey: string,
  flagKey: string,
  wanted: Unarchive,
): Promise<FlagView> {
  const consent = byPerson(wanted.comment)
  return inTransaction(
    db,
    (tx) => restoreFlagIn(tx, access, projectKey, flagKey, wanted, consent),
    { project: projectKey },
  )
}

/** The same in a transaction that does more. */
export async function restoreFlagIn(
  tx: Transaction,
  access: Access,
  projectKey: string,
  flagKey: string,
  { asItWas = false, comment }: Unarchive,
  consent: Consent,
): Promise<FlagView> {
  const project = await findProject(tx, projectKey)
  const environments = await lockEnvironments(tx, project.id)
  const archived = await findArchivedRow(tx, project, flagKey)
  const [flag] = await tx
    .update(flags)
    .set({ archivedAt: null, restoredAt: sql`now()`, version: sql`${flags.version} + 1` })
    .where(eq(flags.id, archived.id))
    .returning()
  if (!flag) throw new Error('an update returned no row')
  await addMissing(tx, flag, environments)
  const configurations = await configurationsOf(tx, flag.id)
  if (asItWas) {
    for (const { environmentKey, configuration } of configurations) {
      if (!configuration.document.on) continue
      const place = { project: projectKey, environment: environmentKey }
      await refuseUnless(tx, access, 'flag.configure', place)
    }
  }
  const restored: Awaited<ReturnType<typeof configurationsOf>> = []
  for (const one of configurations) {
    restored.push({ ...one, configuration: await putBack(tx, one.configuration, asItWas) })
  }
  await refuseFaults(tx, flag, restored)
  for (const { environmentId, configuration } of restored) {
    const change = flagChange(flag, configuration.document)
    await commitRevision(tx, environmentId, [change], consent)
  }
  const view = flagView(flag, restored)
  await recordAudit(tx, {
    actor: access.actor,
    action: 'flag.unarchived',
    projectId: project.id,
    target: { type: 'flag', key: flagKey },
    before: null,
    after: view,
    comment,
  })
  await notify(tx, { type: 'changed', projectId: project.id, what: 'flags' })
  return view
}

/** Environments may have been made while it was away. */
async function addMissing(
  tx: Transaction,
  flag: FlagRow,
  environments: readonly Environment[],
): Promise<void> {
  const document = firstConfiguration(flag)
  await tx
    .insert(flagConfigurations)
    .values(environments.map(({ id }) => ({ flagId: flag.id, environmentId: id, document })))
    .onConflictDoNothing()
}

async function putBack(
  tx: Transaction,
  configuration: ConfigurationRow,
  asItWas: boolean,
): Promise<ConfigurationRow> {
  const { flagId, environmentId, document } = configuration
  const [saved] = await tx
    .update(flagConfigurations)
    .set({
      document: asItWas ? document : { ...document, on: false },
      version: sql`${flagConfigurations.version} + 1`,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        eq(flagConfigurations.flagId, flagId),
        eq(flagConfigurations.environmentId, environmentId),
      ),
    )
    .returning()
  if (!saved) throw new Error('an update returned no row')
  return saved
}

/** Segments and prerequisites may be gone by now: those come back first. */
async function refuseFaults(
  tx: Transaction,
  flag: FlagRow,
  configurations: Awaited<ReturnType<typeof configurationsOf>>,
): Promise<void> {
  const errors: FieldError[] = []
  for (const { environmentKey, environmentId, configuration } of configurations) {
    const faults = await faultsOf(tx, environmentId, flagOf(flag, configuration.document))
    for (const { path, message } of faults) {
      errors.push({ path: `environments.${environmentKey}.${path}`, message })
    }
  }
  if (errors.length > 0) throw invalid(errors)
}
