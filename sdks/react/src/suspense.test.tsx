import { createTestFeatureFlags } from '@bunting/client/testing'
import { act, Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FeatureFlagsProvider } from './feature-flags-provider.tsx'
import { stubBrowserSockets } from './test-support/browser-sockets.ts'
import { mount } from './test-support/mount.tsx'
import { booleanFlag, serveFlags } from './test-support/serve-flags.ts'
import { useSuspenseFlag } from './use-suspense-flag.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

let count = 0
const newServer = () => ({ url: `https://wait-${++count}.example.com`, clientKey: 'client-key' })

function Shown() {
  return String(useSuspenseFlag('new-checkout'))
}

const runTimers = (ms = 1) => act(() => vi.advanceTimersByTimeAsync(ms))

describe('useSuspenseFlag', () => {
  it('shows the fallback until the first flags arrived, never the wrong side', async () => {
    const wire = stubBrowserSockets()
    const page = mount(
      <FeatureFlagsProvider {...newServer()}>
        <Suspense fallback="waiting">
          <Shown />
        </Suspense>
      </FeatureFlagsProvider>,
    )
    expect(page.text()).toBe('waiting')
    await runTimers()
    await act(async () => serveFlags(wire.last(), [booleanFlag('new-checkout', 'everybody')]))
    await runTimers()
    expect(page.text()).toBe('true')
  })

  it('works when what suspends is the whole provider', async () => {
    const wire = stubBrowserSockets()
    const page = mount(
      <Suspense fallback="waiting">
        <FeatureFlagsProvider {...newServer()}>
          <Shown />
        </FeatureFlagsProvider>
      </Suspense>,
    )
    expect(page.text()).toBe('waiting')
    await runTimers()
    await act(async () => serveFlags(wire.last(), [booleanFlag('new-checkout', 'everybody')]))
    await runTimers()
    expect(page.text()).toBe('true')
    expect(wire.sockets).toHaveLength(1)
    expect(wire.last().isAlive()).toBe(true)
  })

  it('gives up after 5 seconds and follows the flags when they come after all', async () => {
    const wire = stubBrowserSockets()
    const page = mount(
      <FeatureFlagsProvider {...newServer()} warn={() => {}}>
        <Suspense fallback="waiting">
          <Shown />
        </Suspense>
      </FeatureFlagsProvider>,
    )
    await runTimers(4_900)
    expect(page.text()).toBe('waiting')
    await runTimers(200)
    expect(page.text()).toBe('false')
    await act(async () => serveFlags(wire.last(), [booleanFlag('new-checkout', 'everybody')]))
    expect(page.text()).toBe('true')
  })

  it('does not wait for a client whose key is refused', async () => {
    const wire = stubBrowserSockets()
    const page = mount(
      <FeatureFlagsProvider {...newServer()} warn={() => {}}>
        <Suspense fallback="waiting">
          <Shown />
        </Suspense>
      </FeatureFlagsProvider>,
    )
    await runTimers()
    await act(async () => wire.last().close(4401))
    await runTimers()
    expect(page.text()).toBe('false')
  })

  it('does not wait for what the bootstrap answers', () => {
    stubBrowserSockets()
    const decisions = {
      'new-checkout': { value: true, variant: 'on', reason: 'SPLIT', flagMetadata: {} },
    } as const
    const page = mount(
      <FeatureFlagsProvider {...newServer()} bootstrap={{ decisions }}>
        <Suspense fallback="waiting">
          <Shown />
        </Suspense>
      </FeatureFlagsProvider>,
    )
    expect(page.text()).toBe('true')
  })

  it('follows the flag like useFlag', () => {
    const client = createTestFeatureFlags({ 'new-checkout': false })
    const page = mount(
      <FeatureFlagsProvider client={client}>
        <Shown />
      </FeatureFlagsProvider>,
    )
    act(() => client.set('new-checkout', true))
    expect(page.text()).toBe('true')
  })
})
