import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addCounts, BUCKETS, bucketOf, quantile } from './latency-buckets.ts'

const latencies = fc.array(fc.double({ min: 0, max: 300_000, noNaN: true }), {
  minLength: 1,
  maxLength: 200,
})

function countsOf(values: readonly number[]): number[] {
  const counts = new Array(BUCKETS).fill(0)
  for (const value of values) counts[bucketOf(value)] += 1
  return counts
}

it('gives a quantile that is at most a quarter above the true one, and never below it', () => {
  fc.assert(
    fc.property(latencies, fc.constantFrom(0.5, 0.9, 0.99, 1), (values, q) => {
      const sorted = [...values].sort((a, b) => a - b)
      const exact = sorted[Math.ceil(q * sorted.length) - 1] ?? Number.NaN
      const read = quantile(countsOf(values), q) ?? Number.NaN
      // Answers are rounded to a hundredth of a millisecond.
      expect(read).toBeGreaterThanOrEqual(Math.min(exact, 1) - 0.01)
      expect(read).toBeGreaterThanOrEqual(exact - 0.01)
      expect(read).toBeLessThanOrEqual(Math.max(exact * 1.25, 1) + 0.01)
    }),
  )
})

it('gives the same for counts of two replicas added up as for all in one', () => {
  fc.assert(
    fc.property(latencies, latencies, (a, b) => {
      expect(addCounts(countsOf(a), countsOf(b))).toEqual(countsOf([...a, ...b]))
    }),
  )
})

it('takes a clock that went backwards for no time at all', () => {
  expect(bucketOf(-5)).toBe(0)
  expect(bucketOf(Number.NaN)).toBe(0)
  expect(quantile([], 0.5)).toBeNull()
})
