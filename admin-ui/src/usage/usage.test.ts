import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { expect, it } from 'vitest'
import { changeMarks, changesSince } from './change-marks.ts'
import { readRange, timeTicks } from './evaluation-range.ts'
import { seriesViews } from './series-view.ts'

const MINUTE = 60_000
const NOON = new Date(2026, 10, 23, 12, 0).getTime()

function entry(minutes: number, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: String(minutes),
    at: new Date(NOON + minutes * MINUTE).toISOString(),
    actor: { type: 'user', id: 'ana', name: 'Ana' },
    via: 'ui',
    action: 'flag.configured',
    environment: 'production',
    target: { type: 'flag', key: 'one' },
    before: null,
    after: null,
    comment: null,
    revision: 1,
    ...more,
  }
}

it('numbers what was changed here since then, the oldest first', () => {
  const entries = [entry(9), entry(8, { environment: 'staging' }), entry(5), entry(-5)]
  const changes = changesSince(entries, 'production', NOON)
  expect(changes.map(({ number, entry }) => [number, entry.id])).toEqual([
    [1, '5'],
    [2, '9'],
  ])
})

it('gives changes that lie close together one mark, which is red when one was a kill', () => {
  const entries = [entry(30), entry(3, { action: 'flag.killed' }), entry(2), entry(1)]
  const marks = changeMarks(changesSince(entries, 'production', NOON), 5 * MINUTE)
  expect(marks.map(({ label, killed }) => [label, killed])).toEqual([
    ['1–3', true],
    ['4', false],
  ])
})

it('puts exposure below, then who has the old thing, then what failed', () => {
  const one = (variant: string | null, errorCode: string | null) => ({
    variant,
    errorCode,
    total: 1,
    counts: [1],
  })
  const views = seriesViews(
    { series: [one('off', null), one('blue', null), one(null, 'TYPE_MISMATCH'), one('red', null)] },
    'off',
  )
  expect(views.map(({ name }) => name)).toEqual(['blue', 'red', 'off', 'fallback: TYPE_MISMATCH'])
  expect(new Set(views.map(({ tone }) => tone.fill)).size).toBe(4)
})

it('marks round times of the reader’s day, no more than fit', () => {
  const ticks = timeTicks(NOON + 7 * MINUTE, NOON + 67 * MINUTE, 7)
  expect(ticks.map((at) => new Date(at).getMinutes())).toEqual([10, 20, 30, 40, 50, 0])
  expect(timeTicks(NOON, NOON + 7 * 24 * 60 * MINUTE, 8)).toHaveLength(7)
})

it('takes an address that names no range for a day', () => {
  expect([readRange('7d'), readRange(null), readRange('2 weeks')]).toEqual(['7d', '24h', '24h'])
})
