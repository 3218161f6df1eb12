import type { Database, Transaction } from '../database/connect.ts'
import { flags } from '../database/schema.ts'
import { lastSeenByFlag } from '../metrics/last-seen.ts'
import { findEnvironment, findProject } from '../projects/find-project.ts'
import type { FlagAddress } from './configure-flag.ts'
import {
  configurationsOf,
  configurationView,
  type FlagRow,
  flagNotFound,
  flagView,
  inUse,
} from './flag-rows.ts'
import type { FlagConfigurationChanged, FlagView } from './flag-schemas.ts'

export async function findFlagRow(
  db: Database | Transaction,
  project: { id: string; key: string },
  flagKey: string,
): Promise<FlagRow> {
  const [flag] = await db.select().from(flags).where(inUse(project.id, flagKey))
  if (!flag) throw flagNotFound(project.key, flagKey)
  return flag
}

/** A flag with its configuration in every environment. */
export async function findFlag(
  db: Database,
  projectKey: string,
  flagKey: string,
): Promise<FlagView> {
  const flag = await findFlagRow(db, await findProject(db, projectKey), flagKey)
  const configurations = await configurationsOf(db, flag.id)
  const lastSeen = await lastSeenByFlag(db, configurations, [flag.key])
  return { ...flagView(flag, configurations), lastSeenAt: lastSeen(flag.key) }
}

/** A flag's configuration in one environment. */
export async function findConfiguration(
  db: Database,
  address: FlagAddress,
): Promise<FlagConfigurationChanged> {
  const { project, environment } = await findEnvironment(db, address.project, address.environment)
  const flag = await findFlagRow(db, project, address.flag)
  const all = await configurationsOf(db, flag.id)
  const here = all.find(({ environmentId }) => environmentId === environment.id)
  if (!here) throw flagNotFound(project.key, flag.key)
  return {
    key: flag.key,
    environment: environment.key,
    ...configurationView(here.configuration),
    revision: environment.revision,
  }
}
