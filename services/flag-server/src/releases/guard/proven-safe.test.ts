import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arbitraryTolerated, arbitraryTrials } from '../testing/arbitrary-trials.ts'
import { everyOutcome } from '../testing/every-outcome.ts'
import { logMixture } from './mixture-e-process.ts'
import { isProvenSafe, logEvidenceOfSafety, SAFETY_ALPHA } from './proven-safe.ts'
import { hitProbability } from './trials.ts'

it.each([1.5, 1.7, 3, 20])('has mean at most 1 while the treatment is %f times as bad', (ratio) => {
  for (const p of [0.01, 0.5, 0.99]) {
    const mean = everyOutcome(60, hitProbability(p, ratio)).reduce(
      (sum, { hits, probability }) =>
        sum + probability * Math.exp(logEvidenceOfSafety([{ p, hits, misses: 60 - hits }], 1)),
      0,
    )
    expect(mean).toBeLessThanOrEqual(1 + 1e-9)
  }
})

it('proves nothing from nothing, nor from the control alone at 1 %', () => {
  expect(isProvenSafe([], 1)).toBe(false)
  expect(isProvenSafe([{ p: 0.01, hits: 2, misses: 198 }], 1)).toBe(false)
})

it('proves a release safe that is no worse, once there is enough', () => {
  expect(isProvenSafe([{ p: 0.5, hits: 150, misses: 150 }], 1)).toBe(true)
  expect(isProvenSafe([{ p: 0.5, hits: 180, misses: 120 }], 1)).toBe(false)
})

it('mirrors the evidence against: arms exchanged, so are the ratios', () => {
  const trials = (hits: number, misses: number) => [{ p: 0.5, hits, misses }]
  fc.assert(
    fc.property(fc.nat(400), fc.nat(400), (hits, misses) => {
      // "At least 1.5 times as bad" with the arms exchanged is "at most 1/1.5 times as bad".
      const against = logMixture(trials(misses, hits), 1 / 1.5)
      expect(logEvidenceOfSafety(trials(hits, misses), 1)).toBeCloseTo(against, 8)
    }),
  )
})

it('never proves a release both safe and worse', () => {
  fc.assert(
    fc.property(arbitraryTrials(1), arbitraryTolerated, (trials, tolerated) => {
      const isWorse = logMixture(trials, 1.5 * tolerated) >= -Math.log(SAFETY_ALPHA)
      expect(isWorse && isProvenSafe(trials, tolerated)).toBe(false)
    }),
  )
})

it('is never NaN, nor infinite', () => {
  fc.assert(
    fc.property(arbitraryTrials(40), arbitraryTolerated, (trials, tolerated) => {
      expect(Number.isFinite(logEvidenceOfSafety(trials, tolerated))).toBe(true)
    }),
  )
})
