import type { Bootstrap } from '@bunting/client'
import { snapshotFrame } from '@bunting/client/testing'
import { act, type ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cacheName, readCachedFlags } from './cached-flags.ts'
import { FeatureFlagsProvider, type FeatureFlagsProviderProps } from './feature-flags-provider.tsx'
import { writeCachedFlags } from './later/write-cached-flags.ts'
import { stubBrowserSockets } from './test-support/browser-sockets.ts'
import { hydrate, mount } from './test-support/mount.tsx'
import { booleanFlag } from './test-support/serve-flags.ts'
import { useFeatureFlagsStatus } from './use-feature-flags-status.ts'
import { useFlag } from './use-flag.ts'

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
})

let count = 0
/** A server nobody has asked yet, and what an earlier visit has left of it: revision 7. */
function visitedServer(onFor: 'everybody' | readonly string[] = 'everybody') {
  const server = { url: `https://visited-${++count}.example.com`, clientKey: 'client-key' }
  const name = cacheName(server.url, server.clientKey)
  const flags = [booleanFlag('new-checkout', onFor)]
  writeCachedFlags(name, { snapshot: snapshotFrame({ revision: 7, flags }), ageMs: 60_000 })
  return { server, name }
}

let frames: string[] = []
function Shown() {
  const text = `${useFlag('new-checkout')} ${useFeatureFlagsStatus().phase}`
  frames.push(text)
  return text
}

function app(props: FeatureFlagsProviderProps): ReactElement {
  frames = []
  return (
    <FeatureFlagsProvider context={{ targetingKey: 'ana' }} {...props}>
      <Shown />
    </FeatureFlagsProvider>
  )
}

function decided(value: boolean): Bootstrap {
  const variant = value ? 'on' : 'off'
  return {
    decisions: { 'new-checkout': { value, variant, reason: 'SPLIT', flagMetadata: {} } },
  }
}

const connect = (wire: ReturnType<typeof stubBrowserSockets>) => {
  act(() => vi.advanceTimersByTime(1))
  act(() => wire.last().accept())
  return wire.last()
}
const current = JSON.stringify({ type: 'current', epoch: 'e1', revision: 7 })

describe('the flags of an earlier visit', () => {
  it('answer in the very first render, and the server is told which they are', () => {
    const wire = stubBrowserSockets()
    const { server } = visitedServer()
    const page = mount(app(server))
    expect(frames).toEqual(['true stale'])
    const socket = connect(wire)
    expect(socket.received[0]).toMatchObject({ holds: { epoch: 'e1', revision: 7 } })
    act(() => socket.send(current))
    expect(page.text()).toBe('true ready')
  })

  it('are not looked at when the cache is off', () => {
    stubBrowserSockets()
    const { server } = visitedServer()
    expect(mount(app({ ...server, cache: false })).text()).toBe('false starting')
  })

  it('are not mixed up with those of another key', () => {
    stubBrowserSockets()
    const { server } = visitedServer()
    expect(mount(app({ ...server, clientKey: 'another-key' })).text()).toBe('false starting')
  })

  it('do not stand in the way of hydration, which renders what the server rendered', () => {
    const wire = stubBrowserSockets()
    const { server } = visitedServer()
    const element = app(server)
    const page = hydrate(renderToString(element), element)
    expect(page.mended).toEqual([])
    expect(frames[0]).toBe('false starting')
    expect(page.text()).toBe('true stale')
    act(() => connect(wire).send(current))
    expect(page.text()).toBe('true ready')
  })

  it('know less than the bootstrap of this visit, until the server says that they are the newest', () => {
    const wire = stubBrowserSockets()
    const { server } = visitedServer('everybody')
    const element = app({ ...server, bootstrap: decided(false) })
    const page = hydrate(renderToString(element), element)
    expect(page.mended).toEqual([])
    expect(new Set(frames.map((frame) => frame.split(' ')[0]))).toEqual(new Set(['false']))
    const socket = connect(wire)
    expect(page.text()).toBe('false stale')
    act(() => socket.send(current))
    expect(page.text()).toBe('true ready')
    // The bootstrap has had its day.
    act(() => socket.close())
    expect(page.text()).toBe('true stale')
  })

  it('answer what the bootstrap does not, and for whom it was not made', () => {
    stubBrowserSockets()
    const { server } = visitedServer(['ana'])
    const page = mount(app({ ...server, bootstrap: { decisions: {} } }))
    expect(page.text()).toBe('true stale')
    page.render(app({ ...server, context: { targetingKey: 'tom' }, bootstrap: decided(true) }))
    expect(page.text()).toBe('false stale')
  })

  it('are dropped with one warning when they are damaged', () => {
    stubBrowserSockets()
    const { server, name } = visitedServer()
    const { snapshot = '', ageMs = 0 } = readCachedFlags(name) ?? {}
    writeCachedFlags(name, { snapshot: snapshot.replace('"on":true', '"on":false'), ageMs })
    const warn = vi.fn()
    expect(mount(app({ ...server, warn })).text()).toBe('false starting')
    expect(warn.mock.calls).toEqual([[expect.objectContaining({ cause: 'checksum-mismatch' })]])
    expect(localStorage.getItem(name)).toBeNull()
  })

  it('are missed by nobody where storage is blocked', () => {
    stubBrowserSockets()
    const { server } = visitedServer()
    vi.stubGlobal(
      'localStorage',
      new Proxy(
        {},
        {
          get() {
            throw new DOMException('The operation is insecure', 'SecurityError')
          },
        },
      ),
    )
    expect(mount(app(server)).text()).toBe('false starting')
  })

  it('have an age', () => {
    stubBrowserSockets()
    const { name } = visitedServer()
    vi.setSystemTime(Date.now() + 1_000)
    expect(readCachedFlags(name)?.ageMs).toBe(61_000)
  })
})
