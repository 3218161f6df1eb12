import { expect, it } from 'vitest'
import { aRelease, HOUR } from './example-release.ts'
import { shareInForce, stageViews } from './timeline.ts'

const STARTED = Date.parse('2026-03-01T12:00:00Z')
const at = (hours: number) => STARTED + hours * HOUR
const phases = (release: Parameters<typeof stageViews>[0]) =>
  stageViews(release, at(0.25)).map(({ phase }) => phase)

it('knows what is done, where it is and what is ahead', () => {
  expect(phases(aRelease({ stage: 1 }))).toEqual(['done', 'current', 'ahead'])
  expect(phases(aRelease({ stage: 1, state: 'holding' }))).toEqual(['done', 'current', 'ahead'])
  expect(phases(aRelease({ stage: 1, state: 'rolled_back' }))).toEqual(['done', 'stopped', 'ahead'])
  expect(phases(aRelease({ stage: 2, state: 'completed' }))).toEqual(['done', 'done', 'done'])
  expect(phases(aRelease({ state: 'draft', startedAt: null }))).toEqual(['ahead', 'ahead', 'ahead'])
  // Given up before it began.
  expect(phases(aRelease({ state: 'aborted', startedAt: null }))).toEqual([
    'ahead',
    'ahead',
    'ahead',
  ])
})

it('counts down the bake time of the stage in force', () => {
  const [first] = stageViews(aRelease({}), at(0.25))
  expect(first).toMatchObject({ progress: 0.25, leftMs: 0.75 * HOUR })
  const [over] = stageViews(aRelease({}), at(3))
  expect(over).toMatchObject({ progress: 1, leftMs: 0 })
})

it('stops the clock where the release ended', () => {
  const release = aRelease({ state: 'rolled_back', endedAt: new Date(at(0.5)).toISOString() })
  expect(stageViews(release, at(9))[0]).toMatchObject({
    progress: 0.5,
    leftMs: null,
    lastedMs: 0.5 * HOUR,
  })
})

it('has nobody wait for a stage without bake time', () => {
  const [, , last] = stageViews(aRelease({ stage: 2 }), at(0))
  expect(last).toMatchObject({ progress: 1, leftMs: 0 })
})

it('never gives the treatment to those held back', () => {
  expect(shareInForce({ share: 99_000, holdback: 1_000 })).toBe(99_000)
  expect(shareInForce({ share: 100_000, holdback: 1_000 })).toBe(99_000)
})
