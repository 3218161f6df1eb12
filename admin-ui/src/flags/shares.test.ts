import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { armOrder, asRollout, parsePercent, type Shares, setShare, WHOLE } from './shares.ts'

const shares = (...parts: number[]): Shares =>
  parts.map((share, i) => ({ variant: `v${i}`, share }))

/** Two to six arms that add up to the whole. */
const anyShares = fc
  .array(fc.integer({ min: 0, max: WHOLE }), { minLength: 1, maxLength: 5 })
  .map((cuts) => {
    const sorted = [0, ...cuts.sort((a, b) => a - b), WHOLE]
    return shares(...sorted.slice(1).map((cut, i) => cut - (sorted[i] ?? 0)))
  })

const boundaries = (arms: Shares) => {
  let sum = 0
  return arms.map(({ share }) => (sum += share))
}

describe('setShare', () => {
  it('takes from the arm after it, so that one boundary moves', () => {
    expect(setShare(shares(25_000, 25_000, 50_000), 0, 40_000)).toEqual(
      shares(40_000, 10_000, 50_000),
    )
  })

  it('goes on to the next arms when one is used up', () => {
    expect(setShare(shares(25_000, 25_000, 50_000), 0, 60_000)).toEqual(shares(60_000, 0, 40_000))
  })

  it('takes from the arm before it when it is the last', () => {
    expect(setShare(shares(50_000, 50_000), 1, 75_000)).toEqual(shares(25_000, 75_000))
  })

  it('always adds up to 100 %, gives the arm what was asked for, and leaves no share negative', () => {
    fc.assert(
      fc.property(
        anyShares,
        fc.nat(),
        fc.integer({ min: -5, max: WHOLE + 5 }),
        (arms, at, share) => {
          const index = at % arms.length
          const next = setShare(arms, index, share)
          expect(next.reduce((sum, arm) => sum + arm.share, 0)).toBe(WHOLE)
          expect(next[index]?.share).toBe(Math.min(WHOLE, Math.max(0, share)))
          expect(Math.min(...next.map((arm) => arm.share))).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })

  it('moves no boundary before the first arm when that arm grows', () => {
    fc.assert(
      fc.property(anyShares, fc.integer({ min: 0, max: WHOLE }), (arms, by) => {
        const first = arms[0]?.share ?? 0
        const grown = Math.min(WHOLE, first + by)
        const next = boundaries(setShare(arms, 0, grown))
        expect(next).toEqual(boundaries(arms).map((boundary) => Math.max(boundary, grown)))
      }),
    )
  })
})

it('puts what is served when off last', () => {
  expect(armOrder(['off', 'on'], 'off')).toEqual(['on', 'off'])
})

it('turns a single variant into a rollout that serves the same', () => {
  expect(asRollout({ variant: 'off' }, ['on', 'off']).shares).toEqual([
    { variant: 'on', share: 0 },
    { variant: 'off', share: WHOLE },
  ])
})

it('reads percentages to the last digit and nothing else', () => {
  expect(parsePercent('25')).toBe(25_000)
  expect(parsePercent('0.001')).toBe(1)
  expect(parsePercent('12,345')).toBe(12_345)
  expect(parsePercent('100')).toBe(WHOLE)
  for (const text of ['', '.', '100.001', '-1', '1e2', '12.3456', 'abc']) {
    expect(parsePercent(text), text).toBeNull()
  }
})
