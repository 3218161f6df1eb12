import { type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { environments, flagConfigurations, flags } from '../database/schema.ts'
import { evaluatedFlags } from '../usage/usage-tables.ts'
import type { FlagKind } from './flag-schemas.ts'
import { type Stale, type StaleFacts, staleOf } from './stale-words.ts'

/** Two weekly releases have gone out with it: what would have made somebody take it back has shown. */
const FULLY_ON_DAYS = 14

/** A weekend, a weekly job and a holiday fit in; code that runs at all asks within it. */
export const QUIET_DAYS = 7

/** The others are there to be on, perhaps for ever: somebody wants the switch when the day comes. */
const MEANT_TO_END: readonly FlagKind[] = ['release', 'experiment']

const days = (count: number) => sql`make_interval(days => ${count}::int)`

/**
 * One row for each flag of a project: `flag_id`, and what makes it stale (`StaleFacts`).
 *
 * Silence is measured up to the newest evaluation of the whole project, not up to now, and from the
 * first one on: where no SDK counts, or none does any more, no flag is called stale for it.
 *
 * @param keys only of these flags; undefined: of all
 */
export function staleFacts(projectId: string, keys?: readonly string[]): SQL {
  const only = keys === undefined ? sql`true` : sql`f.key = any(${sql.param([...keys])}::text[])`
  const isOfKind = sql`f.kind = any(${sql.param([...MEANT_TO_END])}::text[])`
  return sql`
    with seen as materialized (
      select flag_key, min(first_seen_at) as first, max(last_seen_at) as last from ${evaluatedFlags}
      where environment_id in (select id from ${environments} where project_id = ${projectId})
      group by flag_key),
    counting as (select min(first) as since, max(last) as newest from seen),
    settled as (
      select c.flag_id, min(c.serves) as serves, max(c.serves_since) as since
      from ${flagConfigurations} c
      join ${environments} e on e.id = c.environment_id and e.production
      join ${flags} f on f.id = c.flag_id
      where e.project_id = ${projectId} and f.archived_at is null and ${isOfKind} and ${only}
      group by c.flag_id
      having bool_and(c.serves is not null) and min(c.serves) = max(c.serves)
        and max(c.serves_since) <= now() - ${days(FULLY_ON_DAYS)})
    select f.id as flag_id, settled.since as fully_on_since, settled.serves,
      case when counting.newest - quiet.since >= ${days(QUIET_DAYS)} then quiet.since end as quiet_since,
      seen.last is not null as ever_seen,
      case when f.expected_end_date < (now() at time zone 'utc')::date
        then (f.expected_end_date + 1)::timestamp at time zone 'utc' end as ended_at
    from ${flags} f
    left join settled on settled.flag_id = f.id
    left join seen on seen.flag_key = f.key
    cross join counting
    cross join lateral (
      select greatest(seen.last, coalesce(f.restored_at, f.created_at), counting.since) as since
    ) quiet
    where f.project_id = ${projectId} and f.archived_at is null and ${only}`
}

/** Whether a row of `staleFacts` tells of a stale flag, for one reason or for any. */
export function isStale(row: SQL, reason: Stale['reason'] | 'any'): SQL {
  const facts = {
    'fully-on': sql`${row}.fully_on_since`,
    'not-evaluated': sql`${row}.quiet_since`,
    'past-end-date': sql`${row}.ended_at`,
  }
  if (reason !== 'any') return sql`${facts[reason]} is not null`
  return sql`num_nonnulls(${sql.join(Object.values(facts), sql`, `)}) > 0`
}

/** Why each of these flags is stale; by key, without those that are not. */
export async function staleByKey(
  db: Database | Transaction,
  projectId: string,
  keys: readonly string[],
): Promise<(flagKey: string) => Stale[]> {
  if (keys.length === 0) return () => []
  const { rows } = await db.execute<FactsRow>(sql`
    select f.key, fully_on_since as "fullyOnSince", serves, quiet_since as "quietSince",
      ever_seen as "everSeen", ended_at as "endedAt"
    from (${staleFacts(projectId, keys)}) facts join ${flags} f on f.id = facts.flag_id
    where ${isStale(sql`facts`, 'any')}`)
  const found = new Map(rows.map((row) => [row.key, staleOf(asDates(row))]))
  return (key) => found.get(key) ?? []
}

/** Drizzle gives instants of plain SQL as text. */
type FactsRow = { readonly key: string } & {
  readonly [Name in keyof StaleFacts]: StaleFacts[Name] extends Date | null
    ? string | null
    : StaleFacts[Name]
}

function asDates({ fullyOnSince, quietSince, endedAt, ...rest }: FactsRow): StaleFacts {
  const date = (text: string | null) => (text === null ? null : new Date(text))
  return {
    ...rest,
    fullyOnSince: date(fullyOnSince),
    quietSince: date(quietSince),
    endedAt: date(endedAt),
  }
}
