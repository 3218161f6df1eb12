import type { Decision } from '@bunting/client'
import { createTestFeatureFlags } from '@bunting/client/testing'
import { act, useLayoutEffect } from 'react'
import { describe, expect, it } from 'vitest'
import { FeatureFlagsProvider } from './feature-flags-provider.tsx'
import { connectedClient } from './test-support/connected-client.ts'
import { mount } from './test-support/mount.tsx'
import { jsonFlag } from './test-support/serve-flags.ts'
import { useFlag } from './use-flag.ts'
import { useFlagDecision } from './use-flag-decision.ts'
import { useFlagValue } from './use-flag-value.ts'

function Flag({ flag, onCommit }: { flag: string; onCommit?: (text: string) => void }) {
  const enabled = useFlag(flag)
  useLayoutEffect(() => onCommit?.(`${flag} ${enabled}`))
  return `${enabled} `
}

function Effect({ run }: { run: () => void }) {
  useLayoutEffect(run, [run])
  return null
}

describe('useFlag', () => {
  it('never commits the answer of the old key under the new key', () => {
    const client = createTestFeatureFlags({ on: true, off: false })
    const committed: string[] = []
    const shown = (flag: string) => (
      <FeatureFlagsProvider client={client}>
        <Flag flag={flag} onCommit={(text) => void committed.push(text)} />
      </FeatureFlagsProvider>
    )
    const page = mount(shown('on'))
    page.render(shown('off'))
    expect(committed).toEqual(['on true', 'off false'])
  })

  it('does not lose an update that lands between render and effect', () => {
    const client = createTestFeatureFlags({ late: false })
    const page = mount(
      <FeatureFlagsProvider client={client}>
        <Flag flag="late" />
        <Effect run={() => client.set('late', true)} />
      </FeatureFlagsProvider>,
    )
    expect(page.text()).toBe('true ')
  })

  it('is false for a flag that does not exist or is not boolean, and follows one that appears', () => {
    const client = createTestFeatureFlags({ colour: 'blue' })
    const page = mount(
      <FeatureFlagsProvider client={client}>
        <Flag flag="colour" />
        <Flag flag="new" />
      </FeatureFlagsProvider>,
    )
    expect(page.text()).toBe('false false ')
    act(() => client.set('new', true))
    expect(page.text()).toBe('false true ')
    act(() => client.remove('new'))
    expect(page.text()).toBe('false false ')
  })
})

interface ValueProps {
  readonly flag: string
  readonly fallback: string | number | Readonly<Record<string, number>>
  readonly onRender?: (value: unknown) => void
}

function Value({ flag, fallback, onRender }: ValueProps) {
  const value = useFlagValue(flag, fallback)
  onRender?.(value)
  return `${JSON.stringify(value)} `
}

describe('useFlagValue', () => {
  it('gives the value, or the fallback where the flag is missing or of another type', () => {
    const client = createTestFeatureFlags({ colour: 'blue', seats: 5 })
    const page = mount(
      <FeatureFlagsProvider client={client}>
        <Value flag="colour" fallback="red" />
        <Value flag="seats" fallback="many" />
        <Value flag="none" fallback={7} />
      </FeatureFlagsProvider>,
    )
    expect(page.text()).toBe('"blue" "many" 7 ')
  })

  it('keeps the identity of a JSON value while what it holds stays the same', () => {
    const { client, serve } = connectedClient([jsonFlag('limits', { seats: [1, 2] })])
    const seen = new Set<unknown>()
    const shown = () => (
      <FeatureFlagsProvider client={client}>
        <Value flag="limits" fallback={{}} onRender={(value) => seen.add(value)} />
      </FeatureFlagsProvider>
    )
    const page = mount(shown())
    act(() => serve([jsonFlag('limits', { seats: [1, 2] }, 'another line')]))
    page.render(shown())
    expect(seen.size).toBe(1)
    act(() => serve([jsonFlag('limits', { seats: [1, 3] })]))
    expect(seen.size).toBe(2)
  })

  it('takes up a fallback that changes', () => {
    const client = createTestFeatureFlags({})
    const shown = (fallback: string) => (
      <FeatureFlagsProvider client={client}>
        <Value flag="none" fallback={fallback} />
      </FeatureFlagsProvider>
    )
    const page = mount(shown('red'))
    page.render(shown('green'))
    expect(page.text()).toBe('"green" ')
  })
})

function Reason({ flag, onRender }: { flag: string; onRender: (decision: Decision) => void }) {
  const decision = useFlagDecision(flag)
  onRender(decision)
  return decision.errorCode ?? decision.reason
}

describe('useFlagDecision', () => {
  it('renders again for another reason, with the same JSON value still the same object', () => {
    const value = { seats: [1, 2] }
    const { client, serve } = connectedClient([jsonFlag('limits', value)])
    const seen: Decision[] = []
    const page = mount(
      <FeatureFlagsProvider client={client}>
        <Reason flag="limits" onRender={(decision) => void seen.push(decision)} />
      </FeatureFlagsProvider>,
    )
    expect(page.text()).toBe('STATIC')
    act(() => serve([{ ...jsonFlag('limits', value), on: false }]))
    expect(page.text()).toBe('DISABLED')
    expect(seen[1]?.value).toBe(seen[0]?.value)
  })

  it('gives the reason, and is the same object until the decision changes', () => {
    const client = createTestFeatureFlags({ on: true, other: false })
    const seen = new Set<Decision>()
    const page = mount(
      <FeatureFlagsProvider client={client}>
        <Reason flag="on" onRender={(decision) => seen.add(decision)} />
      </FeatureFlagsProvider>,
    )
    act(() => client.set('other', true))
    act(() => client.remove('other'))
    expect(seen.size).toBe(1)
    act(() => client.remove('on'))
    expect(page.text()).toBe('FLAG_NOT_FOUND')
  })
})
