import { sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { environments } from '../database/schema.ts'
import type { BucketRow, SeenRow, UnknownRow } from './sum-counts.ts'
import { LAST_SEEN_STEP_MS, MOST_UNKNOWN, MOST_UNKNOWN_FROM_CLIENTS } from './usage-limits.ts'
import { evaluatedFlags, evaluationCounts, unknownFlags } from './usage-tables.ts'

// Columns travel as arrays: one statement of one shape, however many rows. Each takes its rows in the
// order of their key, whatever plan Postgres has for it, so that two wait for each other in no circle.

const instant = (ms: number) => new Date(ms).toISOString()

function column<Row, Name extends keyof Row>(rows: readonly Row[], name: Name) {
  return sql.param(rows.map((row) => row[name]))
}

/** Adds to the buckets. */
export async function addBuckets(tx: Transaction, rows: readonly BucketRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.execute(sql`
    insert into ${evaluationCounts} as held
      (environment_id, flag_key, minutes, at, variant, error_code, count)
    select * from unnest(
      ${column(rows, 'environmentId')}::uuid[], ${column(rows, 'flagKey')}::text[],
      ${column(rows, 'minutes')}::smallint[],
      ${sql.param(rows.map(({ at }) => instant(at)))}::timestamptz[],
      ${column(rows, 'variant')}::text[], ${column(rows, 'errorCode')}::text[],
      ${column(rows, 'count')}::bigint[])
    order by 1, 2, 3, 4, 5, 6
    on conflict (environment_id, flag_key, minutes, at, variant, error_code)
    do update set count = held.count + excluded.count`)
}

/** Moves `lastSeenAt` on, never back; leaves alone what moved lately. */
export async function noteSeen(tx: Transaction, rows: readonly SeenRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.execute(sql`
    insert into ${evaluatedFlags} as held (environment_id, flag_key, last_seen_at)
    select seen.* from unnest(
      ${column(rows, 'environmentId')}::uuid[], ${column(rows, 'flagKey')}::text[],
      ${sql.param(rows.map(({ lastSeenAt }) => instant(lastSeenAt)))}::timestamptz[])
      as seen (environment_id, flag_key, last_seen_at)
    where not exists (select from ${evaluatedFlags} as known
      where known.environment_id = seen.environment_id and known.flag_key = seen.flag_key
        and known.last_seen_at > seen.last_seen_at
          - make_interval(secs => ${LAST_SEEN_STEP_MS / 1_000}))
    order by 1, 2
    on conflict (environment_id, flag_key)
    do update set last_seen_at = greatest(held.last_seen_at, excluded.last_seen_at)`)
}

/** Notes names that no flag has. */
export async function addUnknown(tx: Transaction, rows: readonly UnknownRow[]): Promise<void> {
  if (rows.length === 0) return
  const seenAt = sql.param(rows.map(({ lastSeenAt }) => instant(lastSeenAt)))
  await tx.execute(sql`
    insert into ${unknownFlags} as held (environment_id, flag_key, first_seen_at, last_seen_at,
      count, from_clients, sdk, application)
    select asked.* from unnest(
      ${column(rows, 'environmentId')}::uuid[], ${column(rows, 'flagKey')}::text[],
      ${seenAt}::timestamptz[], ${seenAt}::timestamptz[], ${column(rows, 'count')}::bigint[],
      ${column(rows, 'fromClients')}::boolean[], ${column(rows, 'sdk')}::text[],
      ${column(rows, 'application')}::text[]) as asked (environment_id)
    join ${environments} on ${environments.id} = asked.environment_id
    order by 1, 2
    on conflict (environment_id, flag_key) do update set
      first_seen_at = least(held.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(held.last_seen_at, excluded.last_seen_at),
      count = held.count + excluded.count,
      from_clients = held.from_clients and excluded.from_clients,
      sdk = coalesce(excluded.sdk, held.sdk),
      application = coalesce(excluded.application, held.application)`)
}

/** Forgets the least recently seen names past what an environment may have. */
export async function forgetSurplus(
  db: Database,
  environmentIds: readonly string[],
): Promise<void> {
  await db.execute(sql`
    delete from ${unknownFlags} where (environment_id, flag_key) in (
      select environment_id, flag_key from ${unknownFlags} as surplus
      where (environment_id, flag_key) in (
        select environment_id, flag_key from (
          select environment_id, flag_key, from_clients, row_number() over (
            partition by environment_id, from_clients order by last_seen_at desc, flag_key) as place
          from ${unknownFlags}
          where environment_id = any(${sql.param([...environmentIds])}::uuid[])) as placed
        where place > case when from_clients
          then ${MOST_UNKNOWN_FROM_CLIENTS}::int else ${MOST_UNKNOWN}::int end)
      -- A row that somebody is just counting up is not the least recently seen.
      for update skip locked)`)
}
