import { snapshotFrame } from '@bunting/client/testing'
import type { Flag } from '@bunting/evaluator'
import { act } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { cacheName } from './cached-flags.ts'
import { FeatureFlagsProvider } from './feature-flags-provider.tsx'
import { writeCachedFlags } from './later/write-cached-flags.ts'
import { stubBrowserSockets } from './test-support/browser-sockets.ts'
import { mount } from './test-support/mount.tsx'
import { booleanFlag, serveFlags } from './test-support/serve-flags.ts'
import { useFlag } from './use-flag.ts'

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
})

/** On for versions from 2.0.0 on. */
const FOR_NEW_APPS: Flag = {
  ...booleanFlag('new-checkout', []),
  rules: [
    {
      id: 'new apps',
      conditions: [
        { attribute: 'appVersion', operator: 'semverGreaterThanOrEqual', values: ['2.0.0'] },
      ],
      serve: { variant: 'on' },
    },
  ],
}

let count = 0
const frames: string[] = []
function Shown() {
  const text = `${useFlag('new-checkout')} ${useFlag('banner')}`
  if (frames.at(-1) !== text) frames.push(text)
  return text
}

function mountShop(server: { url: string; clientKey: string }) {
  frames.length = 0
  const context = { targetingKey: 'ana', appVersion: '2.4.0' }
  return mount(
    <FeatureFlagsProvider {...server} context={context}>
      <Shown />
    </FeatureFlagsProvider>,
  )
}
const newServer = () => ({ url: `https://rare-${++count}.example.com`, clientKey: 'client-key' })
const laterIsLoaded = () =>
  act(async () => {
    await import('./later/index.ts')
  })

it('waits for what its flags need, and never shows an answer without', async () => {
  const wire = stubBrowserSockets()
  const page = mountShop(newServer())
  act(() => vi.advanceTimersByTime(1))
  act(() => serveFlags(wire.last(), [FOR_NEW_APPS, booleanFlag('banner', 'everybody')]))
  await laterIsLoaded()
  expect(page.text()).toBe('true true')
  expect(frames).toEqual(['false false', 'true true'])
})

it('shows all other flags of an earlier visit at once, and these a moment later', async () => {
  stubBrowserSockets()
  const server = newServer()
  const flags = [FOR_NEW_APPS, booleanFlag('banner', 'everybody')]
  const snapshot = snapshotFrame({ revision: 7, flags })
  writeCachedFlags(cacheName(server.url, server.clientKey), { snapshot, ageMs: 0 })
  const page = mountShop(server)
  expect(frames).toEqual(['false true'])
  await laterIsLoaded()
  expect(page.text()).toBe('true true')
})
