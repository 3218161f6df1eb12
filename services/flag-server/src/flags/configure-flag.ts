import { isDeepStrictEqual } from 'node:util'
import { and, eq, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { flagConfigurations, flags } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { refuseStale } from '../http/refuse-stale.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import {
  type Environment,
  findEnvironment,
  lockEnvironment,
  type Project,
} from '../projects/find-project.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import type { Services } from '../services.ts'
import {
  type ConfigurationRow,
  configurationView,
  type FlagRow,
  flagChange,
  flagNotFound,
  inUse,
} from './flag-rows.ts'
import type {
  FlagConfiguration,
  FlagConfigurationChanged,
  FlagConfigurationPatch,
} from './flag-schemas.ts'
import { checkRulePatterns, proposeConfiguration } from './propose-configuration.ts'

/** Which flag, where. */
export interface FlagAddress {
  readonly project: string
  readonly environment: string
  readonly flag: string
}

/** Toggles a flag, or changes anything else of its configuration in one environment. */
export async function configureFlag(
  { db, patterns }: Pick<Services, 'db' | 'patterns'>,
  actor: Actor,
  address: FlagAddress,
  patch: FlagConfigurationPatch,
): Promise<FlagConfigurationChanged> {
  await checkRulePatterns(patterns, patch)
  const consent = byPerson(patch.comment)
  return inTransaction(db, (tx) => configureFlagIn(tx, actor, address, patch, consent), address)
}

/** The same in a transaction that does more; its patterns were checked before. */
export async function configureFlagIn(
  tx: Transaction,
  actor: Actor,
  address: FlagAddress,
  patch: FlagConfigurationPatch,
  consent: Consent,
): Promise<FlagConfigurationChanged> {
  const held = await holdConfiguration(tx, address)
  const next = await proposeConfiguration(tx, held, patch)
  const told = { actor, action: 'flag.configured', comment: patch.comment, consent }
  return commitConfiguration(tx, held, next, told)
}

export interface HeldConfiguration {
  readonly project: Project
  readonly environment: Environment
  readonly flag: FlagRow
  readonly configuration: ConfigurationRow
}

/** The configuration, and the lock that keeps it as it is until the transaction ends. */
export async function holdConfiguration(
  tx: Transaction,
  address: FlagAddress,
): Promise<HeldConfiguration> {
  return configurationIn(
    tx,
    await lockEnvironment(tx, address.project, address.environment),
    address,
  )
}

/** The configuration as it is now; the next moment somebody may change it. */
export async function lookAtConfiguration(
  db: Database | Transaction,
  address: FlagAddress,
): Promise<HeldConfiguration> {
  return configurationIn(
    db,
    await findEnvironment(db, address.project, address.environment),
    address,
  )
}

async function configurationIn(
  tx: Database | Transaction,
  scope: { project: Project; environment: Environment },
  address: FlagAddress,
): Promise<HeldConfiguration> {
  const [found] = await tx
    .select({ flag: flags, configuration: flagConfigurations })
    .from(flags)
    .innerJoin(
      flagConfigurations,
      and(
        eq(flagConfigurations.flagId, flags.id),
        eq(flagConfigurations.environmentId, scope.environment.id),
      ),
    )
    .where(inUse(scope.project.id, address.flag))
  if (!found) throw flagNotFound(address.project, address.flag)
  return { ...scope, ...found }
}

/** 409 when the configuration is not the one the caller decided about. */
export function refuseOther(held: HeldConfiguration, expectedVersion: number | undefined): void {
  const { configuration, environment } = held
  refuseStale(configuration.version, expectedVersion, () =>
    changed(held, configuration, environment.revision),
  )
}

/** Who makes a change, what it is called in the history, why it is made, and by what right. */
export interface Told {
  readonly actor: Actor
  readonly action: string
  readonly comment: string | undefined
  readonly consent: Consent
  /** What the history keeps of it beside the configuration, before and after. */
  readonly beside?: { readonly before?: object; readonly after: object }
}

/** Saves the configuration as a revision; one that is as it was makes none. */
export async function commitConfiguration(
  tx: Transaction,
  held: HeldConfiguration,
  next: FlagConfiguration,
  { consent, beside, ...told }: Told,
): Promise<FlagConfigurationChanged> {
  const { project, environment, flag, configuration } = held
  if (isDeepStrictEqual(next, configuration.document)) {
    return changed(held, configuration, environment.revision)
  }
  const [saved] = await tx
    .update(flagConfigurations)
    .set({
      document: next,
      version: sql`${flagConfigurations.version} + 1`,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        eq(flagConfigurations.flagId, flag.id),
        eq(flagConfigurations.environmentId, environment.id),
      ),
    )
    .returning()
  if (!saved) throw flagNotFound(project.key, flag.key)
  const change = flagChange(flag, saved.document)
  const revision = await commitRevision(tx, environment.id, [change], consent, {
    ...told,
    projectId: project.id,
    target: { type: 'flag', key: flag.key },
    before: { ...configuration.document, ...beside?.before },
    after: { ...saved.document, ...beside?.after },
  })
  return changed(held, saved, revision)
}

function changed(
  { flag, environment }: HeldConfiguration,
  configuration: ConfigurationRow,
  revision: number,
): FlagConfigurationChanged {
  return {
    key: flag.key,
    environment: environment.key,
    ...configurationView(configuration),
    revision,
  }
}
