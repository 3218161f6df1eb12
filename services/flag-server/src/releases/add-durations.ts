import { sql } from 'drizzle-orm'
import type { Transaction } from '../database/connect.ts'
import { addCounts, BUCKETS } from '../delivery/latency-buckets.ts'
import type { ReceivedBatch } from '../usage/received-batch.ts'
import { runDurations } from './release-tables.ts'

const HOUR_MS = 3_600_000

interface Durations {
  readonly flagKey: string
  readonly variant: string
  readonly hour: Date
  buckets: number[]
}

/** Adds up how long calls of `run` took. Server keys alone are believed: a browser's clock is its own. */
export async function addDurations(
  tx: Transaction,
  environmentId: string,
  batches: readonly ReceivedBatch[],
  now: number,
): Promise<void> {
  const rows = new Map<string, Durations>()
  for (const { durations, fromClient, agoMs } of batches) {
    if (fromClient) continue
    const at = now - agoMs
    const hour = new Date(at - (at % HOUR_MS))
    for (const { flag: flagKey, variant, buckets } of durations) {
      const name = JSON.stringify([flagKey, variant, hour])
      const row = rows.get(name) ?? { flagKey, variant, hour, buckets: [] }
      row.buckets = addCounts(row.buckets, spread(buckets))
      rows.set(name, row)
    }
  }
  // One after the other, in one order: replicas that add to the same rows wait and go on.
  for (const [, row] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await tx
      .insert(runDurations)
      .values({ environmentId, ...row })
      .onConflictDoUpdate({
        target: [
          runDurations.environmentId,
          runDurations.flagKey,
          runDurations.variant,
          runDurations.hour,
        ],
        set: {
          buckets: sql`(select jsonb_agg(coalesce((${runDurations.buckets} ->> at)::bigint, 0)
            + coalesce((excluded.buckets ->> at)::bigint, 0) order by at)
            from generate_series(0, ${BUCKETS - 1}) as at)`,
        },
      })
  }
}

function spread(buckets: readonly (readonly [number, number])[]): number[] {
  const counts = new Array<number>(BUCKETS).fill(0)
  for (const [at, count] of buckets) counts[at] = (counts[at] ?? 0) + count
  return counts
}
