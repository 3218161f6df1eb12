import { sql } from 'drizzle-orm'
import type { FastifyBaseLogger } from 'fastify'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { whileCounting } from './counting-lock.ts'
import {
  BATCHES_KEPT_MS,
  HOURS_KEPT_MS,
  MINUTES_KEPT_MS,
  UNKNOWN_FLAGS_KEPT_MS,
} from './usage-limits.ts'
import { evaluatedFlags, evaluationCounts, eventBatches, unknownFlags } from './usage-tables.ts'

/** Any number, the same in every replica: one of them tidies up. */
export const RETENTION_LOCK = 0x636f756e
const BATCHES_AT_ONCE = 10_000
const FLAGS_AT_ONCE = 50
const BATCHES_EVERY_MS = 60_000
const COUNTS_EVERY_MS = 30 * 60_000

const longAgo = (ms: number) => sql`now() - make_interval(secs => ${ms / 1_000})`

/** Does the work unless another replica is at it. Short transactions: nobody waits for this. */
function alone(db: Database, work: (tx: Transaction) => Promise<number>): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${RETENTION_LOCK}) as mine`,
    )
    if (!rows[0]?.mine) return 0
    await whileCounting(tx)
    return work(tx)
  })
}

/** Forgets the ids of batches that cannot come again. */
export async function forgetBatches(db: Database): Promise<void> {
  let deleted: number
  do {
    deleted = await alone(db, async (tx) => {
      const { rowCount } = await tx.execute(sql`
        delete from ${eventBatches} where ctid = any(array(
          select ctid from ${eventBatches} where at < ${longAgo(BATCHES_KEPT_MS)}
          order by at limit ${BATCHES_AT_ONCE}))`)
      return rowCount ?? 0
    })
  } while (deleted === BATCHES_AT_ONCE)
}

interface OneFlag extends Record<string, unknown> {
  readonly environmentId: string
  readonly flagKey: string
}

/** Forgets counts past their time, some flags after the others, along the primary key. */
export async function forgetCounts(db: Database): Promise<void> {
  let last: OneFlag | undefined
  let read: number
  do {
    read = await alone(db, async (tx) => {
      const { rows } = await tx.execute<OneFlag>(sql`
        select environment_id as "environmentId", flag_key as "flagKey" from ${evaluatedFlags}
        ${last && sql`where (environment_id, flag_key) > (${last.environmentId}::uuid, ${last.flagKey})`}
        order by environment_id, flag_key limit ${FLAGS_AT_ONCE}`)
      await forgetOf(tx, rows, 1, MINUTES_KEPT_MS)
      await forgetOf(tx, rows, 60, HOURS_KEPT_MS)
      last = rows.at(-1)
      return rows.length
    })
  } while (read === FLAGS_AT_ONCE)
  await db.execute(
    // But for those that somebody asks for again at this very moment.
    sql`delete from ${unknownFlags} where (environment_id, flag_key) in (
      select environment_id, flag_key from ${unknownFlags}
      where last_seen_at < ${longAgo(UNKNOWN_FLAGS_KEPT_MS)} for update skip locked)`,
  )
}

async function forgetOf(
  tx: Transaction,
  flags: readonly OneFlag[],
  minutes: 1 | 60,
  keptMs: number,
): Promise<void> {
  await tx.execute(sql`
    delete from ${evaluationCounts} as old using unnest(
      ${sql.param(flags.map(({ environmentId }) => environmentId))}::uuid[],
      ${sql.param(flags.map(({ flagKey }) => flagKey))}::text[]) as one (environment_id, flag_key)
    where old.environment_id = one.environment_id and old.flag_key = one.flag_key
      and old.minutes = ${minutes} and old.at < ${longAgo(keptMs)}`)
}

/** Keeps the tables as small as they should be, while this process lives. */
export function startRetention(db: Database, log: FastifyBaseLogger): { stop(): Promise<void> } {
  let working: Promise<void> = Promise.resolve()
  const attempt = (what: string, work: (db: Database) => Promise<void>) => {
    working = working
      .then(() => work(db))
      .catch((error: unknown) => log.debug({ err: error }, `${what} failed; trying again later`))
  }
  const timers = [
    setInterval(() => attempt('forgetting batches', forgetBatches), BATCHES_EVERY_MS),
    setInterval(() => attempt('forgetting counts', forgetCounts), COUNTS_EVERY_MS),
  ]
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await working
    },
  }
}
