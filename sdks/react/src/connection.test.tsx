import { act, StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFeatureFlagsClient } from './create-feature-flags-client.ts'
import { FeatureFlagsProvider } from './feature-flags-provider.tsx'
import { stubBrowserSockets } from './test-support/browser-sockets.ts'
import { mount } from './test-support/mount.tsx'
import { booleanFlag, serveFlags } from './test-support/serve-flags.ts'
import { useFlag } from './use-flag.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

// Clients are shared by server and key for as long as the page lives: each test has its own.
let count = 0
const newServer = () => ({ url: `https://flags-${++count}.example.com`, clientKey: 'client-key' })

function Shown() {
  return String(useFlag('new-checkout'))
}

const laterIsLoaded = () =>
  act(async () => {
    await import('./later/index.ts')
  })
const runTimers = () => act(() => vi.advanceTimersByTime(1))

describe('connection', () => {
  it('opens one WebSocket, with the sub-protocol, and the key in the hello alone', () => {
    const wire = stubBrowserSockets()
    const { url, clientKey } = newServer()
    const page = mount(
      <FeatureFlagsProvider url={url} clientKey={clientKey} application={{ name: 'shop' }}>
        <Shown />
      </FeatureFlagsProvider>,
    )
    runTimers()
    const socket = wire.last()
    expect(socket.url).toBe(`${url.replace('https', 'wss')}/sdk/v1/stream`)
    expect(socket.protocol).toBe('bunting.v1')
    act(() => serveFlags(socket, [booleanFlag('new-checkout', 'everybody')]))
    expect(socket.received[0]).toMatchObject({
      type: 'hello',
      key: clientKey,
      sdk: { name: '@bunting/react' },
      application: { name: 'shop' },
    })
    expect(page.text()).toBe('true')
    expect(wire.sockets).toHaveLength(1)
  })

  it('is one socket after the double mount of StrictMode', () => {
    const wire = stubBrowserSockets()
    const page = mount(
      <StrictMode>
        <FeatureFlagsProvider {...newServer()}>
          <Shown />
        </FeatureFlagsProvider>
      </StrictMode>,
    )
    runTimers()
    act(() => serveFlags(wire.last(), [booleanFlag('new-checkout', 'everybody')]))
    runTimers()
    expect(wire.sockets).toHaveLength(1)
    expect(wire.last().isAlive()).toBe(true)
    expect(page.text()).toBe('true')
  })

  it('is shared by providers of the same server and key', () => {
    const wire = stubBrowserSockets()
    const server = newServer()
    mount(
      <>
        <FeatureFlagsProvider {...server} context={{ targetingKey: 'ana' }} />
        <FeatureFlagsProvider {...server} context={{ targetingKey: 'tom' }} />
      </>,
    )
    runTimers()
    expect(wire.sockets).toHaveLength(1)
  })

  it('survives one page whose provider takes over from another’s', () => {
    const wire = stubBrowserSockets()
    const server = newServer()
    const page = mount(<FeatureFlagsProvider key="first" {...server} />)
    runTimers()
    page.render(<FeatureFlagsProvider key="second" {...server} />)
    runTimers()
    expect(wire.sockets).toHaveLength(1)
    expect(wire.last().isAlive()).toBe(true)
  })

  it('ends with the last provider, and comes back with the next one, flags in hand', () => {
    const wire = stubBrowserSockets()
    const shown = (
      <FeatureFlagsProvider {...newServer()}>
        <Shown />
      </FeatureFlagsProvider>
    )
    const page = mount(shown)
    runTimers()
    act(() => serveFlags(wire.last(), [booleanFlag('new-checkout', 'everybody')]))
    page.unmount()
    runTimers()
    expect(wire.last().isAlive()).toBe(false)

    expect(mount(shown).text()).toBe('true')
    runTimers()
    expect(wire.sockets).toHaveLength(2)
    expect(wire.last().isAlive()).toBe(true)
  })

  it('says when its flags are no longer confirmed, and when they are older than they may be', async () => {
    const wire = stubBrowserSockets()
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')))
    const heard: unknown[] = []
    const page = mount(
      <FeatureFlagsProvider
        {...newServer()}
        maxStalenessMs={60_000}
        warn={() => {}}
        onStale={({ phase, ageMs = 0 }) => heard.push([phase, Math.round(ageMs / 1_000)])}
      />,
    )
    runTimers()
    act(() => serveFlags(wire.last(), []))
    await laterIsLoaded()
    act(() => vi.advanceTimersByTime(10_000))
    act(() => wire.last().close())
    expect(heard).toEqual([['stale', 10]])
    act(() => vi.advanceTimersByTime(60_000))
    expect(heard).toEqual([
      ['stale', 10],
      ['stale', 60],
    ])
    page.unmount()
  })

  it('moves to another server when the url changes', () => {
    const wire = stubBrowserSockets()
    const page = mount(<FeatureFlagsProvider {...newServer()} />)
    runTimers()
    page.render(<FeatureFlagsProvider {...newServer()} />)
    runTimers()
    expect(wire.sockets.map((socket) => socket.isAlive())).toEqual([false, true])
  })

  it('leaves a client that was lent to it alone', () => {
    const wire = stubBrowserSockets()
    const client = createFeatureFlagsClient(newServer())
    runTimers()
    const page = mount(<FeatureFlagsProvider client={client} />)
    page.unmount()
    runTimers()
    expect(wire.sockets.map((socket) => socket.isAlive())).toEqual([true])
    void client.close()
  })

  it('lives on where a WebSocket may not be made at all', async () => {
    stubBrowserSockets()
    vi.stubGlobal(
      'WebSocket',
      class {
        constructor() {
          throw new DOMException('mixed content', 'SecurityError')
        }
      },
    )
    const page = mount(
      <FeatureFlagsProvider {...newServer()} warn={() => {}}>
        <Shown />
      </FeatureFlagsProvider>,
    )
    await act(() => vi.advanceTimersByTimeAsync(30_000))
    expect(page.text()).toBe('false')
    page.unmount()
  })

  it('refuses a key in the url with a sentence', () => {
    stubBrowserSockets()
    expect(() =>
      createFeatureFlagsClient({ url: 'https://flags.example.com?key=k', clientKey: 'k' }),
    ).toThrow('without query')
  })
})
