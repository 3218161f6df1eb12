import { sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { whileCounting } from '../usage/counting-lock.ts'
import {
  flagBuilds,
  releaseBadUnits,
  releaseDecisions,
  releaseMinutes,
  releases,
  releaseUnits,
  runDurations,
} from './release-tables.ts'

/** Any number, the same in every replica: one of them tidies up. */
const TIDY_LOCK = 0x72656c65
const AT_ONCE = 20_000
/** After its end nothing can count again: the rows that saw to it are of no use. */
const UNITS_KEPT = '1 day'
const MINUTES_KEPT = '8 days'
/** Looks that moved nothing; those that did are kept as long as their release. */
const LOOKS_KEPT = '90 days'

/** Takes away, in small bites, what no decision and no page will look at again. */
export async function forgetEvidence(db: Database): Promise<void> {
  const ended = sql`(select id from ${releases} where ended_at < now() - ${UNITS_KEPT}::interval)`
  const tired = [
    [releaseUnits, sql`release_id in ${ended}`],
    [releaseBadUnits, sql`release_id in ${ended}`],
    [releaseMinutes, sql`at < now() - ${MINUTES_KEPT}::interval`],
    [releaseDecisions, sql`not moved and at < now() - ${LOOKS_KEPT}::interval`],
    [runDurations, sql`hour < now() - ${MINUTES_KEPT}::interval`],
    [flagBuilds, sql`last_seen_at < now() - ${LOOKS_KEPT}::interval`],
  ] as const
  for (const [table, where] of tired) {
    let deleted: number
    do {
      deleted = await inTransaction(db, async (tx) => {
        const { rows } = await tx.execute<{ mine: boolean }>(
          sql`select pg_try_advisory_xact_lock(${TIDY_LOCK}) as mine`,
        )
        if (!rows[0]?.mine) return 0
        await whileCounting(tx)
        const { rowCount } = await tx.execute(sql`
          delete from ${table} where ctid = any(array(
            select ctid from ${table} where ${where} limit ${AT_ONCE} for update skip locked))`)
        return rowCount ?? 0
      })
    } while (deleted === AT_ONCE)
  }
}
