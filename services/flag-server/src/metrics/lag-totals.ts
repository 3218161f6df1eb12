import type { Metric, Registry } from 'prom-client'
import { BUCKETS, bucketOf, upperBoundMs } from '../delivery/latency-buckets.ts'

/**
 * Lags of this process since it started. A receipt adds one to a number: ten thousand of them follow each
 * change, and what Prometheus wants to read is made of them when it asks.
 */
export interface LagTotals {
  add(ms: number): void
  /** How many were at most as long as the bucket's bound, each bucket including those before. */
  buckets(): { readonly atMostSeconds: number; readonly count: number }[]
  count(): number
  sumSeconds(): number
}

/** Every third of the buckets deliveries are counted in: 1 ms, 2 ms, 3.8 ms, … nearly 7 minutes. */
const EVERY = 3

export function createLagTotals(): LagTotals {
  const counts: number[] = new Array(BUCKETS).fill(0)
  let sumMs = 0

  return {
    add(ms) {
      const bucket = bucketOf(ms)
      counts[bucket] = (counts[bucket] ?? 0) + 1
      // Two machines' clocks: a receipt may seem to come before the commit.
      if (ms > 0) sumMs += ms
    },
    buckets() {
      let count = 0
      return counts.flatMap((here, index) => {
        count += here
        const isShown = index % EVERY === 0 && index < BUCKETS - 1
        return isShown ? [{ atMostSeconds: upperBoundMs(index) / 1_000, count }] : []
      })
    },
    count: () => counts.reduce((sum, one) => sum + one, 0),
    sumSeconds: () => sumMs / 1_000,
  }
}

/** The totals as a histogram. `prom-client`'s own would look for its labels with each receipt. */
export function registerLags(
  registry: Registry,
  name: string,
  help: string,
  lags: LagTotals,
): void {
  const histogram = {
    name,
    help,
    type: 'histogram',
    aggregator: 'sum',
    get: async () => ({
      name,
      help,
      type: 'histogram',
      aggregator: 'sum',
      values: [
        ...lags.buckets().map(({ atMostSeconds, count }) => ({
          metricName: `${name}_bucket`,
          labels: { le: String(atMostSeconds) },
          value: count,
        })),
        { metricName: `${name}_bucket`, labels: { le: '+Inf' }, value: lags.count() },
        { metricName: `${name}_sum`, labels: {}, value: lags.sumSeconds() },
        { metricName: `${name}_count`, labels: {}, value: lags.count() },
      ],
    }),
  }
  // The type asks for a class of theirs; what a registry asks of it is this.
  registry.registerMetric(histogram as unknown as Metric)
}
