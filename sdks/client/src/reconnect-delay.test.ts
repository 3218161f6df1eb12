import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Pause, reconnectDelay } from './reconnect-delay.ts'

const almostOne = () => 1 - Number.EPSILON
const MAX_MS = 10_000

it('does not wait before the very first attempt', () => {
  expect(reconnectDelay('none', 0, almostOne, MAX_MS)).toBe(0)
})

it('waits but a moment when the server says that it restarts', () => {
  expect(reconnectDelay('now', 0, almostOne, MAX_MS)).toBeCloseTo(100)
})

it('doubles its ceiling with each failure, up to the limit', () => {
  const ceilings = [0, 1, 2, 3, 4, 5, 6, 1_000].map((attempt) =>
    Math.round(reconnectDelay('backoff', attempt, almostOne, MAX_MS)),
  )
  expect(ceilings).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
})

it('spreads over the whole time that the server asked for', () => {
  expect(reconnectDelay({ withinMs: 30_000 }, 5, () => 0, MAX_MS)).toBe(0)
  expect(reconnectDelay({ withinMs: 30_000 }, 5, () => 0.5, MAX_MS)).toBe(15_000)
})

it('waits for half of the ceiling at least when it backs off, and never for more than the limit', () => {
  const pauses = fc.constantFrom<Pause>('none', 'now', 'backoff')
  const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(pauses, fc.nat(), randoms, (pause, attempt, random) => {
      const delayMs = reconnectDelay(pause, attempt, () => random, MAX_MS)
      const least = pause === 'backoff' ? Math.min(MAX_MS, 250 * 2 ** attempt) / 2 : 0
      expect(delayMs).toBeGreaterThanOrEqual(least)
      expect(delayMs).toBeLessThanOrEqual(MAX_MS)
    }),
  )
})
