import { and, desc, eq, ilike, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { containing } from '../database/containing.ts'
import { flagConfigurations, flags } from '../database/schema.ts'
import { wordsOf } from '../flags/flag-query.ts'
import type { FlagConfiguration } from '../flags/flag-schemas.ts'
import { findEnvironment } from '../projects/find-project.ts'
import { LIVE, type ReleaseRow } from './hold-release.ts'
import type { ReleaseQuery } from './release-query.ts'
import type { ReleaseList } from './release-schemas.ts'
import { releases } from './release-tables.ts'
import { releaseView } from './release-view.ts'

const ENDED = ['completed', 'rolled_back', 'aborted'] as const

interface Place {
  readonly project: string
  readonly environment: string
}

/** Releases of an environment, newest first, a page at a time. */
export async function listReleases(
  db: Database,
  place: Place,
  { cursor, limit, ...query }: ReleaseQuery,
): Promise<ReleaseList> {
  const { project, environment } = await findEnvironment(db, place.project, place.environment)
  const found = and(eq(releases.environmentId, environment.id), ...conditionsOf(query))
  const rows = await db
    .select({
      release: releases,
      flag: flags,
      // Of a document whose lists of people may be megabytes, what a view says.
      on: sql<boolean>`${flagConfigurations.document} -> 'on'`,
      locks: sql<FlagConfiguration['locks'] | null>`${flagConfigurations.document} -> 'locks'`,
    })
    .from(releases)
    .innerJoin(flags, eq(flags.id, releases.flagId))
    .innerJoin(
      flagConfigurations,
      and(
        eq(flagConfigurations.flagId, flags.id),
        eq(flagConfigurations.environmentId, releases.environmentId),
      ),
    )
    .where(and(found, cursor === undefined ? undefined : before(cursor)))
    .orderBy(desc(releases.createdAt), desc(releases.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const [counted] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(releases)
    .innerJoin(flags, eq(flags.id, releases.flagId))
    .where(found)
  return {
    releases: page.map(({ release, flag, on, locks }) =>
      releaseView({ project, environment, flag }, release, { on, locks: locks ?? [] }),
    ),
    nextCursor: last && rows.length > limit ? cursorOf(last.release) : null,
    total: counted?.total ?? 0,
  }
}

function conditionsOf({
  flag,
  state,
  search = '',
}: Pick<ReleaseQuery, 'flag' | 'state' | 'search'>): (SQL | undefined)[] {
  return [
    flag === undefined ? undefined : eq(flags.key, flag),
    state === undefined ? undefined : inArray(releases.state, statesOf(state)),
    ...wordsOf(search).map((word) =>
      or(ilike(flags.key, containing(word)), ilike(releases.state, containing(word))),
    ),
  ]
}

function statesOf(state: NonNullable<ReleaseQuery['state']>): ReleaseRow['state'][] {
  if (state === 'live') return [...LIVE]
  if (state === 'ended') return [...ENDED]
  return [state]
}

/** The time may be another's as well, so the id decides between them. */
function cursorOf({ createdAt, id }: ReleaseRow): string {
  return `${createdAt.getTime()}_${id}`
}

function before(cursor: string): SQL {
  const [ms, id] = cursor.split('_')
  return sql`(${releases.createdAt}, ${releases.id}) < (${new Date(Number(ms)).toISOString()}::timestamptz, ${id}::uuid)`
}
