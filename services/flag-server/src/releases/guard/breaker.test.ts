import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isOverCeiling, isSharedIncident } from './breaker.ts'

const CEILING = 0.05
const FINE = { units: 1_000, bad: 10 }
const BROKEN = { units: 1_000, bad: 200 }

it('calls it a shared incident only when both arms are over the ceiling', () => {
  expect(isSharedIncident(BROKEN, BROKEN, CEILING)).toBe(true)
  expect(isSharedIncident(FINE, BROKEN, CEILING)).toBe(false)
  expect(isSharedIncident(BROKEN, FINE, CEILING)).toBe(false)
})

it('does not take one bad event of two for a broken service, but twenty of forty', () => {
  expect(isOverCeiling({ units: 2, bad: 1 }, CEILING)).toBe(false)
  expect(isOverCeiling({ units: 40, bad: 20 }, CEILING)).toBe(true)
})

it('stays quiet at the ceiling, at nothing, and on counts that cannot be', () => {
  expect(isOverCeiling({ units: 100_000, bad: 5_000 }, CEILING)).toBe(false)
  expect(isOverCeiling({ units: 0, bad: 0 }, CEILING)).toBe(false)
  expect(isOverCeiling({ units: 0, bad: 7 }, CEILING)).toBe(false)
})

it('trips with more bad events whenever it tripped with fewer', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(5_000), (units, bad) => {
      if (!isOverCeiling({ units, bad }, CEILING)) return
      expect(isOverCeiling({ units, bad: bad + 1 }, CEILING)).toBe(true)
    }),
  )
})
