import { and, eq, gt, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { addCounts, quantile } from '../delivery/latency-buckets.ts'
import { runDurations } from './release-tables.ts'

/** Calls below which a 95th percentile is a guess. */
const FEWEST_CALLS = 100

/**
 * 95th percentile of what calls of `run` took in the last 24 hours when they were served this variant,
 * in milliseconds, at most 25 % above the true one; null when there were too few.
 */
export async function controlP95(
  db: Database | Transaction,
  environmentId: string,
  flagKey: string,
  variant: string,
): Promise<number | null> {
  const hours = await db
    .select({ buckets: runDurations.buckets })
    .from(runDurations)
    .where(
      and(
        eq(runDurations.environmentId, environmentId),
        eq(runDurations.flagKey, flagKey),
        eq(runDurations.variant, variant),
        gt(runDurations.hour, sql`now() - interval '25 hours'`),
      ),
    )
  const counts = hours.reduce((sum, { buckets }) => addCounts(sum, buckets), [] as number[])
  const calls = counts.reduce((sum, count) => sum + count, 0)
  return calls < FEWEST_CALLS ? null : quantile(counts, 0.95)
}
