import fc from 'fast-check'
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
    applicationName: null,
    kind: 'server',
    revision: -1,
    joinedAt,
    connectedAt: now,
    heardAt: now,
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

it('counts as if it looked at everybody each time', () => {
  const action = fc.record({
    do: fc.constantFrom('join', 'leave', 'apply', 'commit', 'restart'),
    which: fc.nat({ max: 5 }),
    revision: fc.integer({ min: 1, max: 40 }),
  })
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      tracker = createDeliveryTracker(5, () => now)
      const sdks: TrackedSdk[] = []
      let newest = 5
      for (const { do: what, which, revision } of actions) {
        const sdk = sdks[which]
        if (what === 'join') sdks.push(join(`sdk-${sdks.length}`, newest))
        if (what === 'leave' && sdk)
          tracker.disconnected(...(sdks.splice(which, 1) as [TrackedSdk]))
        if (what === 'apply' && sdk) tracker.applied(sdk, revision)
        if (what === 'commit') newest += 1
        if (what === 'restart') newest = Math.min(newest, revision)
        if (what === 'commit' || what === 'restart') tracker.committed(newest, now)
        for (const state of tracker.takeChanged()) {
          const behind = sdks.filter((one) => one.revision < state.revision)
          expect(state.applied).toBe(sdks.length - behind.length)
          expect(state.serverSdks).toBe(sdks.length)
          expect(state.laggards.map(({ instance }) => instance)).toEqual(
            behind.map(({ instance }) => instance),
          )
        }
      }
    }),
  )
})

it('tells everything again when what it told is lost', () => {
  const sdk = join('one')
  tracker.committed(6, now)
  tracker.applied(sdk, 6)
  const told = tracker.takeChanged()
  expect(tracker.takeChanged()).toEqual([])
  tracker.tellAgain()
  const again = tracker.takeChanged()
  expect(again.map(({ revision }) => revision)).toEqual([6, 5])
  for (const state of told) expect(again).toContainEqual(state)
})

it('begins anew with a new epoch, whose revisions are lower', () => {
  const sdk = join('one')
  tracker.committed(6, now)
  tracker.applied(sdk, 6)
  tracker.committed(3, null)
  expect(stateOf(3)).toMatchObject({ applied: 0, laggards: [{ instance: 'one' }] })
  tracker.applied(sdk, 3)
  tracker.committed(4, now)
  now += 40
  tracker.applied(sdk, 4)
  const state = stateOf(4)
  expect(state?.applied).toBe(1)
  expect(quantile(state?.latencies ?? [], 0.99)).toBeGreaterThanOrEqual(40)
})
