import { asc, eq, sql } from 'drizzle-orm'
import type { Transaction } from '../database/connect.ts'
import { environments, flagConfigurations, flags } from '../database/schema.ts'
import type { FlagConfiguration } from './flag-schemas.ts'

export interface Dependent {
  readonly key: string
  readonly environmentKey: string
  readonly prerequisites: FlagConfiguration['prerequisites']
}

/** Flags in use that have a flag as a prerequisite, once for each environment where they do. */
export function dependentsOf(
  tx: Transaction,
  projectId: string,
  flagKey: string,
): Promise<Dependent[]> {
  const prerequisites = sql<
    FlagConfiguration['prerequisites']
  >`${flagConfigurations.document} -> 'prerequisites'`
  return tx
    .select({ key: flags.key, environmentKey: environments.key, prerequisites })
    .from(flagConfigurations)
    .innerJoin(flags, eq(flags.id, flagConfigurations.flagId))
    .innerJoin(environments, eq(environments.id, flagConfigurations.environmentId))
    .where(
      sql`${flags.projectId} = ${projectId} and ${flags.archivedAt} is null
        and ${prerequisites} @> ${JSON.stringify([{ flag: flagKey }])}::jsonb`,
    )
    .orderBy(asc(flags.key), asc(environments.position), asc(environments.key))
}
