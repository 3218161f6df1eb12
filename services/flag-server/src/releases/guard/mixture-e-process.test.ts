import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryTolerated, arbitraryTrials } from '../testing/arbitrary-trials.ts'
import { everyOutcome } from '../testing/every-outcome.ts'
import { logBets, logMixture, RATIOS } from './mixture-e-process.ts'
import { hitProbability, type Trials } from './trials.ts'

/** The formula as it stands in the design, one event after the other, without logarithms. */
function onlineMixture(events: readonly { p: number; hit: boolean }[], tolerated: number): number {
  const products = RATIOS.map(() => 1)
  for (const { p, hit } of events) {
    const theta0 = (p * tolerated) / (p * tolerated + 1 - p)
    for (const [at, k] of RATIOS.entries()) {
      const theta = (p * k * tolerated) / (p * k * tolerated + 1 - p)
      products[at] = (products[at] ?? 1) * (hit ? theta / theta0 : (1 - theta) / (1 - theta0))
    }
  }
  return products.reduce((sum, product) => sum + product / products.length, 0)
}

const SHARES = [0.01, 0.05, 0.25, 0.5, 0.99]
const events = fc.array(fc.record({ p: fc.constantFrom(...SHARES), hit: fc.boolean() }), {
  maxLength: 60,
})

function countedBy(share: number, all: readonly { p: number; hit: boolean }[]): Trials {
  const own = all.filter(({ p }) => p === share)
  const hits = own.filter(({ hit }) => hit).length
  return { p: share, hits, misses: own.length - hits }
}

/** The best of the bets when each unit fails once. */
function best(trials: readonly Trials[], tolerated: number): number {
  return Math.max(...logBets(trials, [], tolerated))
}

describe('the mixture', () => {
  it('is the same from counts as from one event after the other', () => {
    fc.assert(
      fc.property(events, arbitraryTolerated, (all, tolerated) => {
        const batch = logMixture(
          SHARES.map((share) => countedBy(share, all)),
          tolerated,
        )
        expect(batch).toBeCloseTo(Math.log(onlineMixture(all, tolerated)), 8)
      }),
    )
  })

  it.each([
    [0.01, 1],
    [0.5, 1],
    [0.99, 1],
    [0.25, 1.2],
    [0.25, 0.8],
  ])(
    'has mean 1 at share %f and ratio %f, and less where the treatment is better',
    (p, tolerated) => {
      const mean = (ratio: number) =>
        everyOutcome(40, hitProbability(p, ratio)).reduce(
          (sum, { hits, probability }) =>
            sum + probability * Math.exp(logMixture([{ p, hits, misses: 40 - hits }], tolerated)),
          0,
        )
      expect(mean(tolerated)).toBeCloseTo(1, 8)
      expect(mean(0.7 * tolerated)).toBeLessThan(1)
      expect(mean(1.5 * tolerated)).toBeGreaterThan(1)
    },
  )

  it('knows what three bad events in 1 % are worth', () => {
    const trials = [{ p: 0.01, hits: 3, misses: 0 }]
    const expected = RATIOS.reduce((sum, k) => sum + (k / (1 + 0.01 * (k - 1))) ** 3 / 8, 0)
    expect(Math.exp(logMixture(trials, 1))).toBeCloseTo(expected, 6)
  })
})

describe('evidence against the treatment', () => {
  it('has stakes that add up to less than 1, and bets whose means are their stakes', () => {
    const shares = [0.01, 0.25]
    const [first, second] = shares.map((p) => everyOutcome(20, p))
    const means = [0, 0]
    for (const a of first ?? []) {
      for (const b of second ?? []) {
        const trials = [a, b].map(({ hits }, at) => ({
          p: shares[at] ?? 0,
          hits,
          misses: 20 - hits,
        }))
        const probability = a.probability * b.probability
        for (const [at, log] of logBets(trials, [], 1).entries()) {
          means[at] = (means[at] ?? 0) + probability * Math.exp(log)
        }
      }
    }
    expect(means[0]).toBeCloseTo(1 / 2, 8)
    expect(means[1]).toBeCloseTo(1 / 6, 8)
    const stakes = logBets(Array(500).fill({ p: 0.5, hits: 0, misses: 0 }), [], 1)
    expect(stakes.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1 - 1 / 501, 10)
  })

  it('counts a unit for each bet from its first bad event since that bet began', () => {
    const first = [1, 2, 4].map((hits) => ({ p: 0.25, hits, misses: 10 * hits }))
    const trials = { p: 0.25, hits: 8, misses: 5 }
    const bets = logBets(first, [{ stretch: 2, previous: 0, trials }], 1)
    const expected = [
      logMixture(first, 1),
      logMixture([...first.slice(1), trials], 1),
      logMixture([...first.slice(2), trials], 1),
    ]
    const stakes = [1 / 2, 1 / 6, 1 / 12]
    for (const [at, log] of bets.entries()) {
      expect(log).toBeCloseTo((expected[at] ?? 0) + Math.log(stakes[at] ?? 0), 10)
    }
  })

  it('rises with each bad event in the treatment and falls with each in the control', () => {
    const trial = fc.record({
      p: fc.constantFrom(...SHARES),
      hits: fc.nat(500),
      misses: fc.nat(500),
    })
    fc.assert(
      fc.property(
        fc.array(trial, { maxLength: 3 }),
        trial,
        arbitraryTolerated,
        (before, last, r0) => {
          const log = (more: Partial<Trials>) => best([...before, { ...last, ...more }], r0)
          expect(log({ hits: last.hits + 1 })).toBeGreaterThanOrEqual(log({}))
          expect(log({ misses: last.misses + 1 })).toBeLessThanOrEqual(log({}))
        },
      ),
    )
  })

  it('is never NaN, nor infinite, whatever was counted', () => {
    fc.assert(
      fc.property(arbitraryTrials(40), arbitraryTolerated, (trials, tolerated) => {
        expect(logBets(trials, [], tolerated).every(Number.isFinite)).toBe(true)
        expect(Number.isFinite(logMixture(trials, tolerated))).toBe(true)
      }),
    )
  })

  it('finds what breaks late as soon as what breaks at first, after any number of good events', () => {
    const good = { p: 0.05, hits: 50_000, misses: 950_000 }
    const broken = { p: 0.5, hits: 60, misses: 12 }
    expect(logMixture([good, broken], 1)).toBeLessThan(0)
    expect(best([good, broken], 1)).toBeGreaterThan(Math.log(100))
  })

  it('loses no digits where a share is tiny and events are many', () => {
    const p = 1e-5
    const trials = [{ p, hits: 10_000, misses: 999_990_000 }]
    // With hits exactly as expected, log E is that of the nearest ratio: n · (θ log k − log(1 + θ(k − 1))).
    const nearest = 1e9 * (p * Math.log(1.1) - Math.log1p(p * 0.1))
    expect(logMixture(trials, 1)).toBeCloseTo(nearest - Math.log(8), 3)
  })
})
