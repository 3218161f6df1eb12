import { expect, it } from 'vitest'
import { endOffsets, evidenceSeries, moveMarks } from './evidence-series.ts'
import { aRelease } from './example-release.ts'
import type { EvidencePoint, Move } from './moves.ts'

const harm = { logE: Math.log(1_000), logThreshold: Math.log(100) }
const point = (at: string, logE: number): EvidencePoint => ({
  id: at,
  at,
  moved: false,
  stage: 0,
  share: 5_000,
  state: 'running',
  do: 'wait',
  why: '',
  codes: [],
  harm: { errors: logE },
  safety: {},
})
const guards = [
  {
    id: 'errors',
    bad: null,
    ratio: null,
    harm,
    safety: null,
    lastReportAt: null,
    countedSince: null,
    value: null,
  },
]

it('draws powers of ten up to this moment, with the threshold in sight', () => {
  const series = evidenceSeries(aRelease({ guards }), [
    point('2026-03-01T12:00:00Z', Math.log(0.1)),
    point('2026-03-01T12:01:00Z', -80),
  ])
  expect(series.rows.map(({ errors }) => errors)).toEqual([
    expect.closeTo(-1),
    -2,
    expect.closeTo(3),
  ])
  expect(series).toMatchObject({ low: -2, high: 3, threshold: expect.closeTo(2) })
})

it('ends with its last look once it is over', () => {
  const release = aRelease({ guards, state: 'rolled_back' })
  expect(evidenceSeries(release, [point('2026-03-01T12:00:00Z', 0)]).rows).toHaveLength(1)
})

it('marks moves by their number, those of one moment together', () => {
  const move = (at: string, action: string, short: string) => ({ at, action, short }) as Move
  const moves = [
    move('2026-03-01T12:30:05Z', 'release.rolled-back', 'back'),
    move('2026-03-01T12:30:03Z', 'release.held', 'hold'),
    move('2026-03-01T12:30:00Z', 'release.advanced', '25 %'),
    move('2026-03-01T12:00:00Z', 'release.started', '5 %'),
    move('2026-03-01T11:00:00Z', 'release.created', 'plan'),
  ]
  expect(moveMarks(moves, Date.parse('2026-03-01T12:00:00Z'), 60_000)).toEqual([
    { at: Date.parse('2026-03-01T12:00:00Z'), label: '2 · 5 %', back: false },
    { at: Date.parse('2026-03-01T12:30:00Z'), label: '3–5 · back', back: true },
  ])
})

it('writes no name on another', () => {
  const names = ['a', 'b', 'c'].map((id) => ({ id, name: id }))
  const series = {
    rows: [{ at: 0, a: -2, b: 2, c: -2 }],
    guards: names,
    threshold: 2,
    low: -2,
    high: 3,
  }
  expect([...endOffsets(series, 250, 13)]).toEqual([
    ['b', 0],
    ['a', 0],
    ['c', 13],
  ])
})
