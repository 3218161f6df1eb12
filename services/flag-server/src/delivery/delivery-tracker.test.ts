import { beforeEach, expect, it } from 'vitest'
import { createDeliveryTracker, type DeliveryTracker, type TrackedSdk } from './delivery-tracker.ts'
import { quantile } from './latency-buckets.ts'

let now: number
let tracker: DeliveryTracker
beforeEach(() => {
  now = 1_000
  tracker = createDeliveryTracker(5, () => now)
  tracker.takeChanged()
})

function join(instance: string, joinedAt = 5): TrackedSdk {
  const sdk: TrackedSdk = {
    instance,
    sdk: 'test 1',
    application: null,
    kind: 'server',
    revision: -1,
    joinedAt,
  }
  tracker.connected(sdk)
  return sdk
}

const stateOf = (revision: number) =>
  tracker.takeChanged().find((state) => state.revision === revision)

it('counts who applied a revision, and names who did not', () => {
  const [prompt] = [join('prompt'), join('late')]
  tracker.committed(6, now)
  now += 40
  tracker.applied(prompt as TrackedSdk, 6)
  const state = stateOf(6)
  expect(state).toMatchObject({
    serverSdks: 2,
    applied: 1,
    laggards: [{ instance: 'late', revision: 0 }],
  })
  expect(quantile(state?.latencies ?? [], 0.99)).toBeGreaterThanOrEqual(40)
})

it('takes a later revision for all those before it', () => {
  const sdk = join('one')
  tracker.committed(6, now)
  tracker.committed(7, now + 10)
  now += 20
  tracker.applied(sdk, 7)
  const states = tracker.takeChanged()
  expect(states.map(({ revision, applied }) => [revision, applied])).toEqual(
    expect.arrayContaining([
      [6, 1],
      [7, 1],
    ]),
  )
})

it('measures nothing for an SDK that came after the revision', () => {
  tracker.committed(6, now)
  now += 60_000
  tracker.applied(join('newcomer', 6), 6)
  expect(stateOf(6)).toMatchObject({ applied: 1 })
  expect(quantile(stateOf(6)?.latencies ?? [], 0.5)).toBeNull()
})

it('believes no receipt for a revision that was never made, nor for one twice', () => {
  const sdk = join('liar')
  tracker.applied(sdk, 99)
  expect(stateOf(5)).toMatchObject({ applied: 0 })
  tracker.committed(6, now)
  tracker.applied(sdk, 6)
  tracker.applied(sdk, 6)
  expect(stateOf(6)?.latencies.reduce((sum, count) => sum + count, 0)).toBe(1)
})

it('says only what changed, and forgets who left', () => {
  const sdk = join('one')
  expect(tracker.takeChanged()).toHaveLength(1)
  expect(tracker.takeChanged()).toEqual([])
  tracker.disconnected(sdk)
  expect(stateOf(5)).toMatchObject({ serverSdks: 0, laggards: [] })
})

it('keeps a bounded number of revisions', () => {
  for (let revision = 6; revision < 500; revision += 1) tracker.committed(revision, now)
  expect(tracker.takeChanged().length).toBeLessThanOrEqual(20)
})
