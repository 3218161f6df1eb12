import { encodeLine, type Flag } from '@bunting/evaluator'
import { and, eq, isNull } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { environments, flagConfigurations, flags } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import type { Change } from '../revisions/commit-revision.ts'
import type { FlagConfiguration, FlagConfigurationView, FlagView } from './flag-schemas.ts'

export type FlagRow = typeof flags.$inferSelect
export type ConfigurationRow = typeof flagConfigurations.$inferSelect

/** Flags that are in use: archived ones are kept for their history alone. */
export function inUse(projectId: string, key: string) {
  return and(eq(flags.projectId, projectId), eq(flags.key, key), isNull(flags.archivedAt))
}

export function flagNotFound(projectKey: string, flagKey: string): AppError {
  return new AppError('flag_not_found', `project "${projectKey}" has no flag "${flagKey}"`)
}

/** A flag and its configurations by environment key. */
export async function configurationsOf(
  db: Database | Transaction,
  flagId: string,
): Promise<{ environmentKey: string; environmentId: string; configuration: ConfigurationRow }[]> {
  const rows = await db
    .select({ environment: environments, configuration: flagConfigurations })
    .from(flagConfigurations)
    .innerJoin(environments, eq(environments.id, flagConfigurations.environmentId))
    .where(eq(flagConfigurations.flagId, flagId))
    .orderBy(environments.position, environments.key)
  return rows.map(({ environment, configuration }) => ({
    environmentKey: environment.key,
    environmentId: environment.id,
    configuration,
  }))
}

/** A flag as one environment serves it; always the same fields in the same order. */
export function flagOf(flag: FlagRow, document: FlagConfiguration): Flag {
  // What is stored went through zod: variants are JSON, and what is optional is absent.
  return {
    key: flag.key,
    type: flag.type,
    variants: flag.variants,
    on: document.on,
    offVariant: document.offVariant,
    prerequisites: document.prerequisites,
    targets: document.targets,
    rules: document.rules,
    fallthrough: document.fallthrough,
    salt: document.salt,
    ...(flag.clientSide && { clientSide: true }),
    ...(document.release && { release: document.release }),
  } as Flag
}

/** What SDKs receive of a flag. */
export function flagChange(flag: FlagRow, document: FlagConfiguration): Change {
  const line = encodeLine(flagOf(flag, document))
  return { kind: 'flag', key: flag.key, line, clientSide: flag.clientSide }
}

export function configurationView(row: ConfigurationRow): FlagConfigurationView {
  return { ...row.document, version: row.version, updatedAt: row.updatedAt.toISOString() }
}

export function flagView(
  flag: FlagRow,
  configurations: Iterable<{ environmentKey: string; configuration: ConfigurationRow }>,
): FlagView {
  return {
    key: flag.key,
    name: flag.name,
    description: flag.description,
    type: flag.type,
    kind: flag.kind,
    variants: flag.variants as FlagView['variants'],
    tags: flag.tags,
    owner: flag.owner,
    clientSide: flag.clientSide,
    version: flag.version,
    expectedEndDate: flag.expectedEndDate,
    createdAt: flag.createdAt.toISOString(),
    archivedAt: flag.archivedAt?.toISOString() ?? null,
    environments: Object.fromEntries(
      [...configurations].map(({ environmentKey, configuration }) => [
        environmentKey,
        configurationView(configuration),
      ]),
    ),
  }
}
