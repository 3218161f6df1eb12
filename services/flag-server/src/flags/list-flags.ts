import { eq, inArray } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { environments, flagConfigurations, flags } from '../database/schema.ts'
import { invalid } from '../http/app-error.ts'
import { findEnvironment, findProject } from '../projects/find-project.ts'
import { lastSeenByFlag } from '../usage/last-seen.ts'
import { findFlagPage } from './find-flag-page.ts'
import { type FlagQuery, readSort } from './flag-query.ts'
import { type ConfigurationRow, flagView } from './flag-rows.ts'
import type { FlagList } from './flag-schemas.ts'
import { staleByKey } from './stale-flags.ts'

/** Flags that a query asks for, a page at a time. */
export async function listFlags(
  db: Database,
  projectKey: string,
  query: FlagQuery,
): Promise<FlagList> {
  const project = await findProject(db, projectKey)
  const environmentId = async (key: string | undefined) =>
    key === undefined ? undefined : (await findEnvironment(db, projectKey, key)).environment.id
  const inView = await environmentId(query.in)
  if (inView === undefined) refuseWithoutEnvironment(query)
  const only = await environmentId(query.environment)
  const { ids, nextCursor, total } = await findFlagPage(db, project.id, inView, query)
  if (ids.length === 0) return { flags: [], nextCursor, total }

  const [rows, configurations] = await Promise.all([
    db
      .select()
      .from(flags)
      .where(inArray(flags.id, [...ids])),
    configurationsOfFlags(db, ids, only),
  ])
  const keys = rows.map(({ key }) => key)
  const [lastSeen, stale] = await Promise.all([
    lastSeenByFlag(db, configurations, keys),
    staleByKey(db, project.id, keys),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  const byFlag = Map.groupBy(configurations, ({ configuration }) => configuration.flagId)
  return {
    flags: ids.flatMap((id) => {
      const flag = byId.get(id)
      // One that was deleted between two statements.
      if (!flag) return []
      const view = flagView(flag, byFlag.get(id) ?? [])
      return [{ ...view, lastSeenAt: lastSeen(flag.key), stale: stale(flag.key) }]
    }),
    nextCursor,
    total,
  }
}

export function refuseWithoutEnvironment({ state, sort }: Pick<FlagQuery, 'state' | 'sort'>): void {
  const { name } = readSort(sort)
  if (state === undefined && name !== 'changed' && name !== 'seen') return
  const what = state === undefined ? `sort=${sort}` : 'state'
  throw invalid([
    { path: 'querystring.in', message: `is needed with ${what}: say which environment` },
  ])
}

async function configurationsOfFlags(
  db: Database,
  flagIds: readonly string[],
  environmentId: string | undefined,
): Promise<{ environmentKey: string; environmentId: string; configuration: ConfigurationRow }[]> {
  const rows = await db
    .select({
      configuration: flagConfigurations,
      environmentKey: environments.key,
      environmentId: environments.id,
    })
    .from(flagConfigurations)
    .innerJoin(environments, eq(environments.id, flagConfigurations.environmentId))
    .where(inArray(flagConfigurations.flagId, [...flagIds]))
    .orderBy(environments.position, environments.key)
  return environmentId === undefined
    ? rows
    : rows.filter((row) => row.environmentId === environmentId)
}
