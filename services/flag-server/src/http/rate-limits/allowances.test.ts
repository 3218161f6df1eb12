import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createAllowances } from './allowances.ts'

it('never gives more than what is allowed at once and what time has brought since', () => {
  const waits = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 300 })
  fc.assert(
    fc.property(waits, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 600 }), check),
  )
  function check(pauses: number[], atOnce: number, perMinute: number) {
    let now = 0
    const allowances = createAllowances({ perMinute, atOnce, now: () => now })
    const givenAt: number[] = []
    for (const pause of pauses) {
      now += pause
      if (allowances.take('a') === 0) givenAt.push(now)
    }
    // In every stretch of time, from any of them to any later one.
    for (const [first, from] of givenAt.entries()) {
      for (const [last, to] of givenAt.entries()) {
        if (last < first) continue
        const brought = ((to - from) * perMinute) / 60_000
        expect(last - first + 1).toBeLessThanOrEqual(atOnce + brought + 1e-6)
      }
    }
  }
})

it('gives one when as much time has passed as it said, and not before', () => {
  let now = 0
  const allowances = createAllowances({ perMinute: 7, atOnce: 3, now: () => now })
  for (let n = 0; n < 3; n += 1) expect(allowances.take('a')).toBe(0)
  const waitMs = allowances.take('a')
  expect(waitMs).toBeCloseTo(60_000 / 7)
  now += waitMs - 1
  expect(allowances.take('a')).toBeGreaterThan(0)
  now += 1
  expect(allowances.take('a')).toBe(0)
})

it('counts each key by itself', () => {
  const allowances = createAllowances({ perMinute: 1, now: () => 0 })
  expect([allowances.take('a'), allowances.take('b')]).toEqual([0, 0])
  expect(allowances.take('a')).toBeGreaterThan(0)
})

it('does not count what is given back', () => {
  const allowances = createAllowances({ perMinute: 1, now: () => 0 })
  for (let n = 0; n < 10; n += 1) {
    expect(allowances.take('a')).toBe(0)
    allowances.giveBack('a')
  }
})

it('tells that all is used up without counting that it was asked', () => {
  let now = 0
  const allowances = createAllowances({ perMinute: 60, atOnce: 2, now: () => now })
  for (const left of [2, 1, 0]) {
    for (let n = 0; n < 10; n += 1) expect(allowances.isUsedUp('a')).toBe(left === 0)
    if (left > 0) expect(allowances.take('a')).toBe(0)
  }
  now += 1_000
  expect(allowances.isUsedUp('a')).toBe(false)
})

it('forgets the key that was used longest ago when there are too many', () => {
  const allowances = createAllowances({ perMinute: 1, mostKeys: 2, now: () => 0 })
  for (const key of ['a', 'b', 'c']) expect(allowances.take(key)).toBe(0)
  expect(allowances.take('c')).toBeGreaterThan(0)
  expect(allowances.take('b')).toBeGreaterThan(0)
  expect(allowances.take('a')).toBe(0)
})

it('allows everything when there is no limit', () => {
  const allowances = createAllowances({ perMinute: 0, now: () => 0 })
  for (let n = 0; n < 1_000; n += 1) expect(allowances.take('a')).toBe(0)
  expect(allowances.isUsedUp('a')).toBe(false)
})
