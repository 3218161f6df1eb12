import type { RunDurations } from '@bunting/protocol/wire'

/** The protocol's: a bucket ends a quarter above the one before it, the first at 1 ms. */
const LOG_GROWTH = Math.log(1.25)
const BUCKETS = 60

/** The protocol's limit. */
const MAX_NAME = 256

/** How long calls of `run` took, by flag and variant. */
export interface Durations {
  add(flag: string, variant: string, ms: number): void
  drain(): RunDurations[]
}

export function createDurations(): Durations {
  let counts = new Map<string, Map<string, number[]>>()

  return {
    add(flag, variant, ms) {
      let variants = counts.get(flag)
      if (variants === undefined) {
        variants = new Map()
        counts.set(flag, variants)
      }
      let buckets = variants.get(variant)
      if (buckets === undefined) {
        buckets = Array<number>(BUCKETS).fill(0)
        variants.set(variant, buckets)
      }
      const at = bucketOf(ms)
      buckets[at] = (buckets[at] ?? 0) + 1
    },
    drain() {
      const drained = [...counts].flatMap(([flag, variants]) =>
        [...variants].map(([variant, buckets]) => toldOf(flag, variant, buckets)),
      )
      counts = new Map()
      return drained.filter((one) => isName(one.flag) && one.variant.length <= MAX_NAME)
    },
  }
}

/** Index of the bucket whose end is the first not below `ms`. */
export function bucketOf(ms: number): number {
  return ms > 1 ? Math.min(BUCKETS - 1, Math.ceil(Math.log(ms) / LOG_GROWTH)) : 0
}

export function mergeDurations(durations: readonly RunDurations[]): RunDurations[] {
  const merged = new Map<string, { flag: string; variant: string; counts: number[] }>()
  for (const { flag, variant, buckets } of durations) {
    const name = JSON.stringify([flag, variant])
    const { counts } = merged.get(name) ?? { counts: Array<number>(BUCKETS).fill(0) }
    for (const [at, count] of buckets) counts[at] = (counts[at] ?? 0) + count
    merged.set(name, { flag, variant, counts })
  }
  return [...merged.values()].map(({ flag, variant, counts }) => toldOf(flag, variant, counts))
}

/** Empty buckets are left out. */
function toldOf(flag: string, variant: string, counts: readonly number[]): RunDurations {
  const buckets = counts.map((count, at): [number, number] => [at, count])
  return { flag, variant, buckets: buckets.filter(([, count]) => count > 0) }
}

function isName(flag: string): boolean {
  return flag !== '' && flag.length <= MAX_NAME
}
