import { expect, it } from 'vitest'
import { evidenceTicks, powerText } from './evidence-axis.ts'

it('has round times for a minute, an hour and a week', () => {
  const from = new Date(2026, 2, 1, 12, 0, 7).getTime()
  for (const length of [20_000, 60_000, 3_600_000, 86_400_000, 7 * 86_400_000]) {
    const { ticks } = evidenceTicks(from, from + length, 8)
    expect(ticks.length).toBeGreaterThan(2)
    expect(ticks.length).toBeLessThan(10)
    expect(ticks.every((at) => at >= from && at <= from + length)).toBe(true)
  }
  const { ticks, words } = evidenceTicks(from, from + 60_000, 8)
  expect(ticks.slice(0, 2).map(words)).toEqual(['12:00:15', '12:00:30'])
})

it('writes powers of ten as the numbers they are', () => {
  expect([-2, -1, 0, 3, 9].map(powerText)).toEqual(['0.01', '0.1', '1', '1,000', '10^9'])
})
