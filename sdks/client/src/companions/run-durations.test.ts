import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bucketOf, createDurations, mergeDurations } from './run-durations.ts'

it('has buckets that end a quarter apart, the first at 1 ms, the last never', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (ms) => {
      const at = bucketOf(ms)
      const slack = 1 + 1e-9
      if (at < 59) expect(ms).toBeLessThanOrEqual(1.25 ** at * slack)
      if (at > 0) expect(ms * slack).toBeGreaterThan(1.25 ** (at - 1))
    }),
  )
  expect([0, 1, 1.25, 1.26, Number.POSITIVE_INFINITY].map(bucketOf)).toEqual([0, 0, 1, 2, 59])
})

it('adds up by flag and variant, and tells each call once', () => {
  const durations = createDurations()
  for (const ms of [0.2, 0.4, 5]) durations.add('checkout', 'on', ms)
  durations.add('checkout', 'off', 0.1)
  const told = durations.drain()
  expect(told).toEqual([
    {
      flag: 'checkout',
      variant: 'on',
      buckets: [
        [0, 2],
        [8, 1],
      ],
    },
    { flag: 'checkout', variant: 'off', buckets: [[0, 1]] },
  ])
  expect(durations.drain()).toEqual([])
  expect(mergeDurations([...told, ...told])[0]?.buckets).toEqual([
    [0, 4],
    [8, 2],
  ])
})

it('leaves out names that the server would refuse', () => {
  const durations = createDurations()
  durations.add('x'.repeat(257), 'on', 1)
  durations.add('checkout', 'x'.repeat(257), 1)
  expect(durations.drain()).toEqual([])
})
