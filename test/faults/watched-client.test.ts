import type { Status } from '@bunting/client'
import { createTestFeatureFlags } from '@bunting/client/testing'
import { expect, it } from 'vitest'
import { type Sdk, watchClient } from './watched-client.ts'

/** An SDK whose flags and status the test says. */
function sdkWith(flags: Record<string, boolean>) {
  const featureFlags = createTestFeatureFlags(flags)
  const listeners: ((status: Status) => void)[] = []
  let status: Status = { phase: 'ready', connected: true, epoch: 'e1', revision: 5 }
  const sdk: Sdk = {
    isEnabled: featureFlags.isEnabled,
    decide: featureFlags.decide,
    status: () => status,
    onStatus: (listener) => {
      listeners.push(listener)
      return () => undefined
    },
    snapshot: () =>
      JSON.stringify({ type: 'snapshot', epoch: status.epoch, revision: status.revision }),
  }
  const say = (next: Partial<Status>) => {
    status = { ...status, ...next }
    for (const listener of listeners) listener(status)
  }
  return { sdk, say, set: featureFlags.set }
}

const violationsOf = (watched: ReturnType<typeof watchClient>) => watched.report().violations

it('has nothing against one whose revisions rise and whose epoch is followed', () => {
  const { sdk, say } = sdkWith({ steady: true })
  const watched = watchClient('it', 'client', sdk)
  say({ revision: 6 })
  say({ epoch: 'e2', revision: 2 })
  expect(violationsOf(watched)).toEqual([])
  expect(watched.report().history.map(({ epoch, revision }) => [epoch, revision])).toEqual([
    ['e1', 5],
    ['e1', 6],
    ['e2', 2],
  ])
})

it('notices one that goes back, loses its flags, or gives up', () => {
  const { sdk, say } = sdkWith({ steady: true })
  const watched = watchClient('it', 'client', sdk)
  say({ revision: 4 })
  say({ epoch: undefined, revision: undefined })
  say({ phase: 'failed' })
  expect(violationsOf(watched)).toHaveLength(3)
})

it('notices one that forgets its last good answer, or throws', () => {
  const { sdk, set } = sdkWith({ steady: true })
  const watched = watchClient('it', 'client', sdk)
  watched.ask()
  set('steady', false)
  watched.ask()
  expect(violationsOf(watched)).toContain('it: has lost its last good answer')

  const broken = {
    ...sdk,
    isEnabled() {
      throw new Error('no')
    },
  }
  const other = watchClient('other', 'client', broken)
  other.ask()
  expect(violationsOf(other)).toContain('other: isEnabled threw Error: no')
})
