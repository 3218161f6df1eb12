import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arbitraryTrials } from '../testing/arbitrary-trials.ts'
import { everyOutcome } from '../testing/every-outcome.ts'
import { logSampleRatioEvidence, SAMPLE_RATIO_ALPHA } from './sample-ratio.ts'

const THRESHOLD = -Math.log(SAMPLE_RATIO_ALPHA)

it.each([0.01, 0.05, 0.5, 0.99])('has mean 1 while the share is really %f', (p) => {
  const mean = everyOutcome(80, p).reduce(
    (sum, { hits, probability }) =>
      sum + probability * Math.exp(logSampleRatioEvidence([{ p, hits, misses: 80 - hits }])),
    0,
  )
  expect(mean).toBeCloseTo(1, 6)
})

it('is the product of what each event was worth when it came', () => {
  // At 50 % the prior is Beta(12, 12): the share of hits so far is what is bet on next.
  const order = fc.array(fc.boolean(), { maxLength: 200 })
  fc.assert(
    fc.property(order, (events) => {
      let [hits, misses, log] = [0, 0, 0]
      for (const hit of events) {
        log += Math.log(((hit ? hits : misses) + 12) / (hits + misses + 24) / 0.5)
        if (hit) hits++
        else misses++
      }
      expect(logSampleRatioEvidence([{ p: 0.5, hits, misses }])).toBeCloseTo(log, 8)
    }),
  )
})

it('takes stretches of the same share for one, whatever came between', () => {
  const other = { p: 0.25, hits: 20, misses: 70 }
  const split = [{ p: 0.05, hits: 3, misses: 90 }, other, { p: 0.05, hits: 8, misses: 100 }]
  const whole = [{ p: 0.05, hits: 11, misses: 190 }, other]
  expect(logSampleRatioEvidence(split)).toBeCloseTo(logSampleRatioEvidence(whole), 10)
})

it('cares as much for too many as for too few', () => {
  const log = (hits: number) => logSampleRatioEvidence([{ p: 0.5, hits, misses: 10_000 - hits }])
  expect(log(4_700)).toBeCloseTo(log(5_300), 8)
})

it('sees a twentieth of the treatment missing in a hundred thousand, and nothing where nothing is', () => {
  expect(logSampleRatioEvidence([{ p: 0.25, hits: 23_750, misses: 75_000 }])).toBeGreaterThan(
    THRESHOLD,
  )
  expect(logSampleRatioEvidence([{ p: 0.25, hits: 25_000, misses: 75_000 }])).toBeLessThan(0)
})

it('learns nothing where one arm has everybody', () => {
  expect(
    logSampleRatioEvidence([
      { p: 1, hits: 10, misses: 3 },
      { p: 0, hits: 0, misses: 9 },
    ]),
  ).toBe(0)
})

it('is never NaN, nor infinite', () => {
  fc.assert(
    fc.property(arbitraryTrials(40), (trials) => {
      expect(Number.isFinite(logSampleRatioEvidence(trials))).toBe(true)
    }),
  )
})
