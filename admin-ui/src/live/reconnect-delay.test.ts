import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reconnectDelay } from './reconnect-delay.ts'

it('waits longer after each failure, by chance, and never longer than ten seconds', () => {
  expect([0, 1, 2, 10, 1_000].map((attempt) => reconnectDelay(attempt, 0.5))).toEqual([
    250, 500, 1_000, 5_000, 5_000,
  ])
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const delay = reconnectDelay(attempt, random)
      expect(delay).toBeGreaterThanOrEqual(0)
      expect(delay).toBeLessThanOrEqual(10_000)
    }),
  )
})
