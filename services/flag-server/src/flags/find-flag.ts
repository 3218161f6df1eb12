import { and, eq } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { flags } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import { findEnvironment, findProject } from '../projects/find-project.ts'
import { lastSeenByFlag } from '../usage/last-seen.ts'
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
import { staleByKey } from './stale-flags.ts'

export async function findFlagRow(
  db: Database | Transaction,
  project: { id: string; key: string },
  flagKey: string,
): Promise<FlagRow> {
  const [flag] = await db.select().from(flags).where(inUse(project.id, flagKey))
  if (!flag) throw flagNotFound(project.key, flagKey)
  return flag
}

/** 409 for a flag that is in use: what is for archived ones alone would take it from people. */
export async function findArchivedRow(
  db: Database | Transaction,
  project: { id: string; key: string },
  flagKey: string,
): Promise<FlagRow> {
  const [flag] = await db
    .select()
    .from(flags)
    .where(and(eq(flags.projectId, project.id), eq(flags.key, flagKey)))
  if (!flag) throw flagNotFound(project.key, flagKey)
  if (flag.archivedAt === null) {
    throw new AppError('flag_not_archived', `flag "${flagKey}" is in use: archive it first`)
  }
  return flag
}

/** A flag with its configuration in every environment. */
export async function findFlag(
  db: Database | Transaction,
  projectKey: string,
  flagKey: string,
): Promise<FlagView> {
  const flag = await findFlagRow(db, await findProject(db, projectKey), flagKey)
  const configurations = await configurationsOf(db, flag.id)
  const lastSeen = await lastSeenByFlag(db, configurations, [flag.key])
  const stale = await staleByKey(db, flag.projectId, [flag.key])
  return {
    ...flagView(flag, configurations),
    lastSeenAt: lastSeen(flag.key),
    stale: stale(flag.key),
  }
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
