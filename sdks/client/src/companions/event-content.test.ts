import { Events, MAX_COUNTS, type Observation, type RunDurations } from '@bunting/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutContent, type EventContent, mergeContent } from './event-content.ts'

const NAME = fc.string({ minLength: 1, maxLength: 256, unit: 'binary' })
const COUNTS = fc.array(
  fc.oneof(
    fc.record({ flag: NAME, variant: NAME, count: fc.integer({ min: 1, max: 1e9 }) }),
    fc.record({ flag: NAME, errorCode: fc.constant('FLAG_NOT_FOUND'), count: fc.constant(1) }),
  ),
  { maxLength: 1_500, size: 'max' },
)
const RELEASE = '6a0e8f0c-3b1d-4a55-9c40-7d1b2a9f0001'
const OBSERVATIONS: fc.Arbitrary<Observation[]> = fc.array(
  fc.record(
    {
      release: fc.constant(RELEASE),
      stretch: fc.nat({ max: 3 }),
      metric: fc.string({ minLength: 1, maxLength: 128, unit: 'binary' }),
      arm: fc.constantFrom('control', 'treatment'),
      units: fc
        .nat({ max: 7_000 })
        .map((length) => Array.from({ length }, (_, n) => 0xffff_ffff - n)),
    },
    { requiredKeys: ['release', 'stretch', 'arm', 'units'] },
  ),
  { maxLength: 120 },
)
const DURATIONS: fc.Arbitrary<RunDurations[]> = fc.array(
  fc.record({
    flag: NAME,
    variant: NAME,
    buckets: fc.constant(Array.from({ length: 60 }, (_, at): [number, number] => [at, 1e9])),
  }),
  { maxLength: 120 },
)
const CONTENT: fc.Arbitrary<EventContent> = fc.record({
  counts: COUNTS,
  observations: OBSERVATIONS,
  durations: DURATIONS,
})

const NONE: EventContent = { counts: [], observations: [], durations: [] }
const units = (length: number) => Array.from({ length }, (_, n) => n)

/** In UTF-8. */
function bytesOf(text: string): number {
  return encodeURIComponent(text).replace(/%../g, '.').length
}

describe('what a batch tells', { timeout: 20_000 }, () => {
  it('is cut into messages that the server takes, and nothing is lost', () => {
    fc.assert(
      fc.property(CONTENT, (content) => {
        const pieces = cutContent(content)
        expect(pieces.flatMap(({ counts }) => counts)).toEqual(content.counts)
        expect(pieces.flatMap(({ durations }) => durations)).toEqual(content.durations)
        const unitsIn = (all: readonly Observation[]) => all.flatMap((one) => one.units)
        const cut = pieces.flatMap(({ observations }) => observations)
        expect(unitsIn(cut)).toEqual(unitsIn(content.observations))
        expect(cut.length).toBeGreaterThanOrEqual(content.observations.length)
        for (const piece of pieces) {
          const message = { type: 'events', id: 'a'.repeat(64), agoMs: 86_400_000, ...piece }
          expect(Events.parse(message)).toEqual(message)
          expect(bytesOf(JSON.stringify(message))).toBeLessThan(65_536)
        }
      }),
      { numRuns: 10 },
    )
  })

  it('fills a message before another is begun', () => {
    const counts = Array.from({ length: 1_000 }, (_, n) => ({ flag: `${n}`, count: 1 }))
    const pieces = cutContent({ ...NONE, counts })
    expect(pieces.map((piece) => piece.counts.length)).toEqual([MAX_COUNTS, MAX_COUNTS])
    expect(cutContent(NONE)).toEqual([])
  })

  it('keeps a sign of life, which has no units', () => {
    const sign = { release: RELEASE, stretch: 0, metric: 'errors', arm: 'control', units: [] }
    const observations = [sign] as Observation[]
    expect(cutContent({ ...NONE, observations })).toEqual([{ ...NONE, observations }])
  })

  it('adds up when it is merged, with each unit once', () => {
    const seen = { release: RELEASE, stretch: 0, arm: 'control' } as const
    const bad = { ...seen, metric: 'errors', units: [1] }
    const run = { flag: 'a', variant: 'on' }
    const a: EventContent = {
      counts: [{ flag: 'a', variant: 'on', count: 1 }],
      observations: [{ ...seen, units: units(3) }, bad],
      durations: [{ ...run, buckets: [[0, 2]] }],
    }
    const b: EventContent = {
      counts: [{ flag: 'a', variant: 'on', count: 2 }],
      observations: [
        { ...seen, units: units(5) },
        { ...seen, stretch: 1, units: [1] },
      ],
      durations: [
        {
          ...run,
          buckets: [
            [0, 1],
            [7, 1],
          ],
        },
      ],
    }
    expect(mergeContent(a, b)).toEqual({
      counts: [{ flag: 'a', variant: 'on', count: 3 }],
      observations: [{ ...seen, units: units(5) }, bad, { ...seen, stretch: 1, units: [1] }],
      durations: [
        {
          ...run,
          buckets: [
            [0, 3],
            [7, 1],
          ],
        },
      ],
    })
  })
})
