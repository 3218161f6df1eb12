import { and, asc, eq, gt, ilike, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { containing } from '../database/containing.ts'
import { environments, flagConfigurations, flags } from '../database/schema.ts'
import { lastSeenByFlag } from '../metrics/last-seen.ts'
import { findEnvironment, findProject } from '../projects/find-project.ts'
import { type ConfigurationRow, flagView } from './flag-rows.ts'
import type { FlagList } from './flag-schemas.ts'

export interface FlagQuery {
  /** Only this environment's configurations. */
  readonly environment?: string | undefined
  /** Part of a key, name, description or tag, in any case. */
  readonly search?: string | undefined
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined
  /** 1 … 200. */
  readonly limit: number
}

/** Flags in use, by key. Pages are of keys, so that a flag made meanwhile never hides another. */
export async function listFlags(
  db: Database,
  projectKey: string,
  query: FlagQuery,
): Promise<FlagList> {
  const { project, environment } =
    query.environment === undefined
      ? { project: await findProject(db, projectKey), environment: undefined }
      : await findEnvironment(db, projectKey, query.environment)
  const page = await db
    .select()
    .from(flags)
    .where(
      and(
        eq(flags.projectId, project.id),
        isNull(flags.archivedAt),
        query.cursor === undefined ? undefined : gt(flags.key, query.cursor),
        query.search ? matches(query.search) : undefined,
      ),
    )
    .orderBy(asc(flags.key))
    .limit(query.limit + 1)
  const shown = page.slice(0, query.limit)
  const configurations = await db
    .select({
      configuration: flagConfigurations,
      environmentKey: environments.key,
      environmentId: environments.id,
    })
    .from(flagConfigurations)
    .innerJoin(environments, eq(environments.id, flagConfigurations.environmentId))
    .where(
      and(
        inArray(
          flagConfigurations.flagId,
          shown.map((flag) => flag.id),
        ),
        environment ? eq(environments.id, environment.id) : undefined,
      ),
    )
    .orderBy(environments.position, environments.key)
  const byFlag = new Map<string, { environmentKey: string; configuration: ConfigurationRow }[]>()
  for (const entry of configurations) {
    const of = byFlag.get(entry.configuration.flagId)
    if (of) of.push(entry)
    else byFlag.set(entry.configuration.flagId, [entry])
  }
  const lastSeen = await lastSeenByFlag(
    db,
    configurations,
    shown.map(({ key }) => key),
  )
  return {
    flags: shown.map((flag) => ({
      ...flagView(flag, byFlag.get(flag.id) ?? []),
      lastSeenAt: lastSeen(flag.key),
    })),
    nextCursor: page.length > query.limit ? (shown.at(-1)?.key ?? null) : null,
  }
}

function matches(search: string) {
  const pattern = containing(search)
  return or(
    ilike(flags.key, pattern),
    ilike(flags.name, pattern),
    ilike(flags.description, pattern),
    ilike(sql`array_to_string(${flags.tags}, ' ')`, pattern),
  )
}
