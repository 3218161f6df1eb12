import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryTrials } from '../testing/arbitrary-trials.ts'
import { everyOutcome } from '../testing/every-outcome.ts'
import { rateRatio } from './rate-ratio.ts'
import { hitProbability } from './trials.ts'

describe('the ratio', () => {
  it('is the ratio of the rates at one share', () => {
    expect(rateRatio([{ p: 0.25, hits: 50, misses: 100 }], 0.01).estimate).toBeCloseTo(1.5, 8)
    expect(rateRatio([{ p: 0.01, hits: 0, misses: 100 }], 0.01)).toMatchObject({
      estimate: 0,
      low: 0,
    })
    expect(rateRatio([{ p: 0.01, hits: 3, misses: 0 }], 0.01)).toMatchObject({
      estimate: null,
      high: null,
    })
  })

  it('knows nothing from nothing, nor from a share without a control', () => {
    const nothing = { estimate: null, low: 0, high: null }
    expect(rateRatio([], 0.01)).toEqual(nothing)
    expect(rateRatio([{ p: 1, hits: 9, misses: 0 }], 0.01)).toEqual(nothing)
  })

  it('turns upside down when the arms are exchanged', () => {
    const one = rateRatio([{ p: 0.25, hits: 80, misses: 120 }], 0.05)
    const other = rateRatio([{ p: 0.75, hits: 120, misses: 80 }], 0.05)
    expect((one.estimate ?? 0) * (other.estimate ?? 0)).toBeCloseTo(1, 8)
    expect(one.low * (other.high ?? 0)).toBeCloseTo(1, 6)
  })
})

describe('its interval', () => {
  it.each([
    [0.01, 1],
    [0.5, 1],
    [0.5, 2],
    [0.99, 0.7],
  ])('leaves the truth out with probability at most α, at share %f and ratio %f', (p, ratio) => {
    const out = everyOutcome(150, hitProbability(p, ratio)).filter(({ hits }) => {
      const { low, high } = rateRatio([{ p, hits, misses: 150 - hits }], 0.05)
      return ratio < low || (high !== null && ratio > high)
    })
    const probability = out.reduce((sum, outcome) => sum + outcome.probability, 0)
    expect(probability).toBeLessThanOrEqual(0.05)
  })

  it('holds the estimate and gets narrower with more of the same', () => {
    const widths = [1, 10, 100, 10_000].map((times) => {
      const { estimate, low, high } = rateRatio(
        [{ p: 0.25, hits: 30 * times, misses: 90 * times }],
        0.01,
      )
      expect(low).toBeLessThan(estimate ?? 0)
      expect(high).toBeGreaterThan(estimate ?? 0)
      return Math.log((high ?? 0) / low)
    })
    expect(widths).toEqual([...widths].sort((a, b) => b - a))
    expect(widths.at(-1)).toBeLessThan(0.02)
  })

  it('is in order and never NaN, whatever was counted', () => {
    fc.assert(
      fc.property(arbitraryTrials(), (trials) => {
        const { estimate, low, high } = rateRatio(trials, 0.01)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual((high ?? Number.POSITIVE_INFINITY) * (1 + 1e-9))
        if (estimate !== null) expect(estimate).toBeGreaterThanOrEqual(low * (1 - 1e-9))
        for (const value of [estimate, low, high]) expect(Number.isNaN(value)).toBe(false)
      }),
    )
  })
})
