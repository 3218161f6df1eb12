import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addArm, evenShares, removeArm } from './arms.ts'
import { type Shares, WHOLE } from './shares.ts'

const sum = (shares: Shares) => shares.reduce((total, { share }) => total + share, 0)
const arms = (...parts: [string, number][]): Shares =>
  parts.map(([variant, share]) => ({ variant, share }))

it('adds an arm at its place, with nobody in it', () => {
  const shares = arms(['a', 30_000], ['off', 70_000])
  expect(addArm(shares, 'b', ['a', 'b', 'off'])).toEqual(
    arms(['a', 30_000], ['b', 0], ['off', 70_000]),
  )
  expect(addArm(shares, 'z', ['a', 'off', 'z']).at(-1)).toEqual({ variant: 'z', share: 0 })
})

it('gives the people of an arm that is removed to its neighbour', () => {
  const shares = arms(['a', 30_000], ['b', 20_000], ['off', 50_000])
  expect(removeArm(shares, 1)).toEqual(arms(['a', 30_000], ['off', 70_000]))
  expect(removeArm(shares, 2)).toEqual(arms(['a', 30_000], ['b', 70_000]))
  expect(removeArm(arms(['a', WHOLE]), 0)).toEqual(arms(['a', WHOLE]))
})

it('splits evenly between any number of arms, and always into 100 %', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), (count) => {
      const even = evenShares(
        Array.from({ length: count }, (_, i) => ({ variant: `${i}`, share: 0 })),
      )
      expect(sum(even)).toBe(WHOLE)
      const parts = even.map(({ share }) => share)
      expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1)
    }),
  )
})
