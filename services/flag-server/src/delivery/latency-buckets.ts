/**
 * Latencies as counts in buckets that widen by a quarter: 1 ms, 1.25 ms, … to about 7 minutes. A
 * quantile read from them is at most 25 % above the true one, and replicas' counts can be added.
 */
const GROWTH = 1.25
export const BUCKETS = 60

/** Index of the bucket whose upper bound is the first not below `ms`. */
export function bucketOf(ms: number): number {
  if (!(ms > 1)) return 0
  return Math.min(BUCKETS - 1, Math.ceil(Math.log(ms) / Math.log(GROWTH)))
}

export function upperBoundMs(bucket: number): number {
  return Math.round(GROWTH ** bucket * 100) / 100
}

/** Upper bound, in milliseconds, of the bucket that holds the `q`-quantile; null without counts. */
export function quantile(counts: readonly number[], q: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  const rank = Math.ceil(q * total)
  let seen = 0
  const bucket = counts.findIndex((count) => {
    seen += count
    return seen >= rank
  })
  return upperBoundMs(bucket)
}

export function addCounts(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: BUCKETS }, (_, index) => (a[index] ?? 0) + (b[index] ?? 0))
}
