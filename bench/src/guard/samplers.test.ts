import { logGamma } from '@bunting/flag-server/releases/guard/log-gamma.ts'
import { describe, expect, it } from 'vitest'
import { binomial } from './binomial.ts'
import { poisson } from './poisson.ts'
import { type Random, seeded } from './random.ts'

const DRAWS = 20_000

/**
 * Chi-square against the exact probabilities, in standard deviations from what is expected. Cells in
 * which fewer than 20 draws are expected are taken together.
 */
function deviation(draw: (random: Random) => number, probability: (k: number) => number): number {
  const random = seeded(7)
  const counts = new Map<number, number>()
  for (let time = 0; time < DRAWS; time++) {
    const k = draw(random)
    counts.set(k, (counts.get(k) ?? 0) + 1)
  }
  let [square, cells, rest] = [0, 0, 1]
  let left = DRAWS
  for (let k = 0; k < 2_000; k++) {
    const expected = DRAWS * probability(k)
    if (expected < 20) continue
    const count = counts.get(k) ?? 0
    square += (count - expected) ** 2 / expected
    cells++
    rest -= probability(k)
    left -= count
  }
  square += (left - DRAWS * rest) ** 2 / Math.max(DRAWS * rest, 1)
  return (square - cells) / Math.sqrt(2 * cells)
}

describe('a binomial number', () => {
  it.each([
    [200, 0.01],
    [60, 0.3],
    [1_000, 0.4],
    [20_000, 0.01],
    [500, 0.97],
  ])('of %i at %f has the distribution it should', (n, p) => {
    const probability = (k: number) =>
      k > n
        ? 0
        : Math.exp(
            logGamma(n + 1) -
              logGamma(k + 1) -
              logGamma(n - k + 1) +
              k * Math.log(p) +
              (n - k) * Math.log1p(-p),
          )
    expect(Math.abs(deviation((random) => binomial(n, p, random), probability))).toBeLessThan(3.5)
  })

  it('knows the certain and the impossible', () => {
    const random = seeded(1)
    expect([binomial(9, 0, random), binomial(9, 1, random), binomial(0, 0.5, random)]).toEqual([
      0, 9, 0,
    ])
  })
})

it.each([0.2, 4, 12, 300])('a Poisson number of mean %f has the distribution it should', (mean) => {
  const probability = (k: number) => Math.exp(k * Math.log(mean) - mean - logGamma(k + 1))
  expect(Math.abs(deviation((random) => poisson(mean, random), probability))).toBeLessThan(3.5)
})

it('gives the same numbers for the same seed, others for another run', () => {
  const some = (seed: number, run: number) => Array.from({ length: 5 }, seeded(seed, run))
  expect(some(1, 2)).toEqual(some(1, 2))
  expect(some(1, 2)).not.toEqual(some(1, 3))
  expect(some(1, 2)).not.toEqual(some(2, 2))
})
