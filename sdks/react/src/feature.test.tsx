import { recordEvents } from '@bunting/client/companions'
import { act, Component, type ReactNode, StrictMode, startTransition, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Feature } from './feature.tsx'
import { FeatureFlagsProvider } from './feature-flags-provider.tsx'
import { connectedClient } from './test-support/connected-client.ts'
import { mount } from './test-support/mount.tsx'
import { positionIn, releasedFlag, userIn } from './test-support/released-flag.ts'
import { booleanFlag } from './test-support/serve-flags.ts'
import { type Track, useTrack } from './use-track.ts'

const KEY = 'new-checkout'
const TREATED = userIn(KEY, 'treatment')
const UNTREATED = userIn(KEY, 'control')

beforeEach(() => {
  // React tells the console what boundaries catch.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
})

function start(flags = [releasedFlag(KEY)]) {
  const connected = connectedClient(flags)
  connected.client.accompany(recordEvents)
  return {
    ...connected,
    /** What the server was told of releases by now. */
    told() {
      connected.time.advance(2_000)
      return connected
        .received()
        .flatMap((message) => (message.type === 'events' ? (message.observations ?? []) : []))
    },
  }
}
type Told = ReturnType<ReturnType<typeof start>['told']>
const errorsIn = (told: Told) =>
  told.filter(({ metric, units }) => metric === 'errors' && units.length > 0)

interface PageProps {
  readonly client: ReturnType<typeof start>['client']
  readonly user: string
  readonly children?: ReactNode
}

function Page({ client, user, children }: PageProps) {
  return (
    <FeatureFlagsProvider client={client} context={{ targetingKey: user }}>
      {children}
    </FeatureFlagsProvider>
  )
}

function Shown({ render }: { readonly render: () => ReactNode }): ReactNode {
  return render()
}

function Counter(): ReactNode {
  const [clicks, setClicks] = useState(0)
  return (
    <button onClick={() => setClicks(clicks + 1)} type="button">
      {clicks}
    </button>
  )
}

/** Shows its children after a click, in a transition. */
function Later({ children }: { readonly children: ReactNode }): ReactNode {
  const [isShown, setShown] = useState(false)
  const show = () => startTransition(() => setShown(true))
  return isShown ? children : <button onClick={show} type="button" />
}

function slowly(ms: number): string {
  const until = performance.now() + ms
  while (performance.now() < until);
  return 'new'
}

function Checkout({ onRender }: { readonly onRender: (track: Track) => void }): ReactNode {
  const track = useTrack()
  onRender(track)
  return <button onClick={() => track('checkout_failed')} type="button" />
}

function Broken(): ReactNode {
  throw new Error('the new checkout is broken')
}

class Outer extends Component<{ readonly children: ReactNode }, { readonly message?: string }> {
  override state: { readonly message?: string } = {}
  static getDerivedStateFromError(error: Error) {
    return { message: error.message }
  }
  override render() {
    return this.state.message ? `outer: ${this.state.message}` : this.props.children
  }
}

describe('<Feature>', () => {
  it('shows its children while the flag is on, the fallback while it is off', () => {
    const { client, serve } = start([booleanFlag(KEY, 'everybody')])
    const page = mount(
      <Page client={client} user="ana">
        <Feature flag={KEY} fallback="old">
          new
        </Feature>
        <Feature flag="unknown">nothing</Feature>
      </Page>,
    )
    expect(page.text()).toBe('new')
    act(() => serve([booleanFlag(KEY, [])]))
    expect(page.text()).toBe('old')
  })

  it('shows the fallback when children throw, and reports that for the arm', () => {
    const { client, told } = start()
    const onError = vi.fn()
    const page = mount(
      <Page client={client} user={TREATED}>
        <Feature flag={KEY} fallback="old" onError={onError}>
          <Broken />
        </Feature>
      </Page>,
    )
    expect(page.text()).toBe('old')
    expect(onError).toHaveBeenCalledOnce()
    expect(errorsIn(told())).toMatchObject([
      { arm: 'treatment', units: [positionIn(KEY, TREATED)], stretch: 0 },
    ])
  })

  it('stays on the fallback until the flag changes, then tries again', () => {
    const { client, serve } = start()
    let isBroken = true
    const renders = vi.fn(() => {
      if (isBroken) throw new Error('broken')
      return 'new'
    })
    const element = (
      <Page client={client} user={TREATED}>
        <Feature flag={KEY} fallback="old">
          <Shown render={renders} />
        </Feature>
      </Page>
    )
    const page = mount(element)
    const tries = renders.mock.calls.length
    page.render(element)
    act(() => serve([releasedFlag(KEY), booleanFlag('other', [])]))
    expect(renders).toHaveBeenCalledTimes(tries)
    expect(page.text()).toBe('old')
    isBroken = false
    act(() => serve([releasedFlag(KEY, 1)]))
    expect(page.text()).toBe('new')
  })

  it('keeps what children have in their state when the release moves on', () => {
    const { client, serve } = start()
    const page = mount(
      <Page client={client} user={TREATED}>
        <Feature flag={KEY}>
          <Counter />
        </Feature>
      </Page>,
    )
    act(() => page.container.querySelector('button')?.click())
    act(() => serve([releasedFlag(KEY, 1)]))
    expect(page.text()).toBe('1')
  })

  it('lets a fallback throw on while the flag is off, and reports that for the control', () => {
    const { client, told } = start()
    const page = mount(
      <Page client={client} user={UNTREATED}>
        <Outer>
          <Feature flag={KEY} fallback={<Broken />}>
            new
          </Feature>
        </Outer>
      </Page>,
    )
    expect(page.text()).toBe('outer: the new checkout is broken')
    expect(errorsIn(told())).toMatchObject([
      { arm: 'control', units: [positionIn(KEY, UNTREATED)] },
    ])
  })

  it('lets a fallback throw on that stands in for children, and reports one error', () => {
    const { client, told } = start()
    const page = mount(
      <Page client={client} user={TREATED}>
        <Outer>
          <Feature flag={KEY} fallback={<Broken />}>
            <Broken />
          </Feature>
        </Outer>
      </Page>,
    )
    expect(page.text()).toBe('outer: the new checkout is broken')
    expect(errorsIn(told())).toMatchObject([{ arm: 'treatment' }])
  })

  it('reports a commit once, also in StrictMode, as a sign that errors are looked at', () => {
    const { client, told } = start()
    const report = vi.spyOn(client, 'reportRun')
    mount(
      <StrictMode>
        <Page client={client} user={TREATED}>
          <Feature flag={KEY}>new</Feature>
        </Page>
      </StrictMode>,
    )
    expect(report).toHaveBeenCalledOnce()
    const [, context, { hasFailed, ms = -1 } = { hasFailed: true }] = report.mock.calls[0] ?? []
    expect(context).toEqual({ targetingKey: TREATED })
    expect(hasFailed).toBe(false)
    expect(ms).toBeGreaterThanOrEqual(0)
    expect(told().map(({ metric, units }) => [metric, units.length])).toEqual([
      [undefined, 1],
      ['errors', 0],
      ['slow', 0],
    ])
  })

  it('reports an error once in StrictMode', () => {
    const { client } = start()
    const report = vi.spyOn(client, 'reportRun')
    mount(
      <StrictMode>
        <Page client={client} user={TREATED}>
          <Feature flag={KEY} fallback="old">
            <Broken />
          </Feature>
        </Page>
      </StrictMode>,
    )
    expect(report.mock.calls.filter(([, , { hasFailed }]) => hasFailed)).toHaveLength(1)
  })

  it('reports how long a path took to be there, in a transition too', async () => {
    const { client } = start()
    const report = vi.spyOn(client, 'reportRun')
    const page = mount(
      <Page client={client} user={TREATED}>
        <Later>
          <Feature flag={KEY}>
            <Shown render={() => slowly(20)} />
          </Feature>
        </Later>
      </Page>,
    )
    expect(report).not.toHaveBeenCalled()
    await act(async () => page.container.querySelector('button')?.click())
    expect(report).toHaveBeenCalledOnce()
    expect(report.mock.calls[0]?.[2].ms).toBeGreaterThanOrEqual(20)
  })
})

describe('exposures', () => {
  it('are counted anew in each stretch, for whoever is shown an answer', () => {
    const { client, serve, told } = start()
    mount(
      <Page client={client} user={TREATED}>
        <Feature flag={KEY}>new</Feature>
      </Page>,
    )
    act(() => serve([releasedFlag(KEY, 1)]))
    const seen = told().filter(({ metric }) => metric === undefined)
    expect(seen.map(({ stretch, units }) => [stretch, units])).toEqual([
      [0, [positionIn(KEY, TREATED)]],
      [1, [positionIn(KEY, TREATED)]],
    ])
  })
})

describe('useTrack', () => {
  it("reports for the provider's context, and is the same function while that is", () => {
    const { client, told } = start()
    const functions = new Set<unknown>()
    const element = (user: string) => (
      <Page client={client} user={user}>
        <Checkout onRender={(track) => functions.add(track)} />
      </Page>
    )
    const page = mount(element(TREATED))
    page.render(element(TREATED))
    expect(functions.size).toBe(1)
    act(() => page.container.querySelector('button')?.click())
    page.render(element(UNTREATED))
    act(() => page.container.querySelector('button')?.click())
    expect(told().filter(({ metric }) => metric === 'checkout_failed')).toMatchObject([
      { arm: 'control', units: [positionIn(KEY, UNTREATED)] },
      { arm: 'treatment', units: [positionIn(KEY, TREATED)] },
    ])
  })
})
