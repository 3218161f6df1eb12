import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ReceivedBatch } from './received-batch.ts'
import { type KnownFlag, sumCounts } from './sum-counts.ts'

const NOW = Date.UTC(2026, 10, 23, 12, 34, 56)
const KNOWN: Record<string, KnownFlag> = {
  live: { archived: false, variants: new Set(['on', 'off']) },
  gone: { archived: true, variants: new Set(['on', 'off']) },
}
const flagOf = (_: string, key: string) => (Object.hasOwn(KNOWN, key) ? KNOWN[key] : undefined)

function batch(counts: ReceivedBatch['counts'], more: Partial<ReceivedBatch> = {}): ReceivedBatch {
  return {
    id: 'batch-of-a-process',
    environmentId: 'e',
    fromClient: false,
    sdk: null,
    application: null,
    agoMs: 0,
    counts,
    observations: [],
    durations: [],
    ...more,
  }
}

const anyCount = fc.record(
  {
    flag: fc.constantFrom('live', 'gone', 'unknown'),
    variant: fc.constantFrom('on', 'off', 'blue'),
    errorCode: fc.constantFrom('FLAG_NOT_FOUND', 'TYPE_MISMATCH', 'NOBODY_KNOWS'),
    count: fc.integer({ min: 1, max: 1_000 }),
  },
  { requiredKeys: ['flag', 'count'] },
)
const anyBatch = fc
  .record({
    counts: fc.array(anyCount, { maxLength: 20 }),
    agoMs: fc.integer({ min: 0, max: 3 * 3_600_000 }),
    fromClient: fc.boolean(),
    environmentId: fc.constantFrom('e', 'f'),
  })
  .map(({ counts, ...more }) => batch(counts, more))
const sum = (counts: readonly { count: number }[]) =>
  counts.reduce((total, { count }) => total + count, 0)

it('puts each evaluation of a flag into one minute and one hour, and loses none', () => {
  fc.assert(
    fc.property(fc.array(anyBatch), (batches) => {
      const { buckets, unknown } = sumCounts(batches, NOW, flagOf)
      const counted = (minutes: number) => sum(buckets.filter((row) => row.minutes === minutes))
      const served = batches.flatMap(({ counts, fromClient }) =>
        counts.filter(
          ({ flag, variant, errorCode }) =>
            flag !== 'unknown' &&
            !(fromClient && variant === 'blue') &&
            !(flag === 'gone' && variant === undefined && errorCode === 'FLAG_NOT_FOUND'),
        ),
      )
      expect([counted(1), counted(60)]).toEqual([sum(served), sum(served)])
      const missed = batches.flatMap(({ counts }) =>
        counts.filter(
          ({ flag, variant, errorCode }) =>
            flag !== 'live' && variant === undefined && errorCode === 'FLAG_NOT_FOUND',
        ),
      )
      expect(sum(unknown)).toBe(sum(missed))
    }),
  )
})

it('is the same whatever came first, in the same order, each row once', () => {
  fc.assert(
    fc.property(fc.array(anyBatch), (batches) => {
      const { buckets } = sumCounts(batches, NOW, flagOf)
      expect(sumCounts(batches.toReversed(), NOW, flagOf).buckets).toEqual(buckets)
      const names = buckets.map(({ count, ...name }) => JSON.stringify(name))
      expect(new Set(names).size).toBe(names.length)
    }),
  )
})

it('counts at the time when the batch was closed', () => {
  const agoMs = 35 * 60_000
  const { buckets } = sumCounts(
    [batch([{ flag: 'live', variant: 'on', count: 2 }], { agoMs })],
    NOW,
    flagOf,
  )
  expect(buckets.map(({ minutes, at }) => [minutes, new Date(at).toISOString()])).toEqual([
    [1, '2026-11-23T11:59:00.000Z'],
    [60, '2026-11-23T11:00:00.000Z'],
  ])
})

it('keeps who asked last for a name that no flag has', () => {
  const counts = [{ flag: 'unknown', errorCode: 'FLAG_NOT_FOUND', count: 1 }]
  const { unknown } = sumCounts(
    [
      batch(counts, { application: 'old', agoMs: 9_000, fromClient: true }),
      batch(counts, { application: 'shop 2' }),
      batch(counts, { agoMs: 5_000 }),
    ],
    NOW,
    flagOf,
  )
  expect(unknown).toEqual([
    expect.objectContaining({
      application: 'shop 2',
      count: 3,
      fromClients: false,
      lastSeenAt: NOW,
    }),
  ])
})
