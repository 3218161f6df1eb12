import { expect, it } from 'vitest'
import { FloodAllowance } from './flood-allowance.ts'

const LIMITS = { burst: 200, perSecond: 50 }

function passed(allowance: FloodAllowance, messages: number, at: number): number {
  let count = 0
  for (let sent = 0; sent < messages; sent += 1) if (allowance.takes(LIMITS, at)) count += 1
  return count
}

it('takes a burst at once, and no more', () => {
  expect(passed(new FloodAllowance(LIMITS, 0), 1_000, 0)).toBe(200)
})

it('takes so many a second in the long run, and never saves up more than a burst', () => {
  const allowance = new FloodAllowance(LIMITS, 0)
  passed(allowance, 200, 0)
  let count = 0
  for (let at = 20; at <= 10_000; at += 20) count += passed(allowance, 1, at)
  expect(count).toBe(500)
  expect(passed(allowance, 1_000, 3_600_000)).toBe(200)
})
