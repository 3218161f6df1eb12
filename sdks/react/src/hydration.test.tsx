import type { Bootstrap } from '@bunting/client'
import { createTestFeatureFlags } from '@bunting/client/testing'
import { act } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FeatureFlagsProvider } from './feature-flags-provider.tsx'
import { stubBrowserSockets } from './test-support/browser-sockets.ts'
import { hydrate } from './test-support/mount.tsx'
import { booleanFlag, serveFlags } from './test-support/serve-flags.ts'
import { useFeatureFlags } from './use-feature-flags.ts'
import { useFlag } from './use-flag.ts'

const BOOTSTRAP: Bootstrap = {
  decisions: {
    'new-checkout': { value: true, variant: 'on', reason: 'SPLIT', flagMetadata: {} },
  },
}

let complaints: ReturnType<typeof vi.spyOn>
beforeEach(() => {
  vi.useFakeTimers()
  complaints = vi.spyOn(console, 'error')
})
afterEach(() => {
  expect(complaints).not.toHaveBeenCalled()
  complaints.mockRestore()
  vi.useRealTimers()
})

let count = 0
const newServer = () => ({ url: `https://hydrate-${++count}.example.com`, clientKey: 'client-key' })

function Shown({ onRender }: { onRender?: () => void }) {
  onRender?.()
  const flags = useFeatureFlags()
  return <p>{`${useFlag('new-checkout')} ${flags.isEnabled('new-checkout')}`}</p>
}

describe('hydration', () => {
  it('shows the bootstrap’s answers from the first frame until other ones arrive', () => {
    const wire = stubBrowserSockets()
    const app = (
      <FeatureFlagsProvider
        {...newServer()}
        context={{ targetingKey: 'ana' }}
        bootstrap={BOOTSTRAP}
      >
        <Shown />
      </FeatureFlagsProvider>
    )
    const page = hydrate(renderToString(app), app)
    expect(page.mended).toEqual([])
    expect(page.text()).toBe('true true')
    act(() => vi.advanceTimersByTime(1))
    act(() => wire.last().accept())
    expect(page.text()).toBe('true true')
    act(() => serveFlags(wire.last(), [booleanFlag('new-checkout', ['tom'])]))
    expect(page.text()).toBe('false false')
  })

  it('renders nothing again when the flags that arrive say the same', () => {
    const wire = stubBrowserSockets()
    const onRender = vi.fn()
    const app = (
      <FeatureFlagsProvider {...newServer()} bootstrap={BOOTSTRAP}>
        <Shown onRender={onRender} />
      </FeatureFlagsProvider>
    )
    const markup = renderToString(app)
    onRender.mockClear()
    hydrate(markup, app)
    act(() => vi.advanceTimersByTime(1))
    act(() => serveFlags(wire.last(), [booleanFlag('new-checkout', 'everybody')]))
    expect(onRender).toHaveBeenCalledTimes(1)
  })

  it('matches the server’s fallbacks even where the browser already knows better', () => {
    const client = createTestFeatureFlags({ 'new-checkout': true })
    const app = (
      <FeatureFlagsProvider client={client}>
        <Shown />
      </FeatureFlagsProvider>
    )
    const markup = renderToString(app)
    expect(markup).toBe('<p>false false</p>')
    const page = hydrate(markup, app)
    expect(page.mended).toEqual([])
    expect(page.text()).toBe('true true')
  })

  it('gives up the bootstrap’s answer when the flag is not among those that arrive', () => {
    const wire = stubBrowserSockets()
    const app = (
      <FeatureFlagsProvider {...newServer()} bootstrap={BOOTSTRAP}>
        <Shown />
      </FeatureFlagsProvider>
    )
    const page = hydrate(renderToString(app), app)
    act(() => vi.advanceTimersByTime(1))
    act(() => serveFlags(wire.last(), []))
    expect(page.text()).toBe('false false')
  })

  it('does not take the bootstrap’s answers for those of another context', () => {
    stubBrowserSockets()
    const server = newServer()
    const app = (targetingKey: string) => (
      <FeatureFlagsProvider {...server} context={{ targetingKey }} bootstrap={BOOTSTRAP}>
        <Shown />
      </FeatureFlagsProvider>
    )
    const page = hydrate(renderToString(app('ana')), app('ana'))
    expect(page.text()).toBe('true true')
    page.render(app('tom'))
    expect(page.text()).toBe('false false')
  })
})
