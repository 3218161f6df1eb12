import fc from 'fast-check'
import type { Trials } from '../guard/trials.ts'

/** Stretches as they might come, up to thousands of millions of events at extreme shares. */
export function arbitraryTrials(maxLength = 6): fc.Arbitrary<Trials[]> {
  const count = fc.oneof(fc.nat(5), fc.nat(10_000), fc.nat(4_000_000_000))
  const p = fc.oneof(
    fc.integer({ min: 1, max: 99_999 }).map((share) => share / 100_000),
    fc.constantFrom(0, 1, 0.01, 0.5, 0.99),
  )
  return fc.array(fc.record({ p, hits: count, misses: count }), { maxLength })
}

/** Tolerated ratios that a plan may have. */
export const arbitraryTolerated: fc.Arbitrary<number> = fc.constantFrom(0.1, 0.8, 1, 1.2, 3, 10)
