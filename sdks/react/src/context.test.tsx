import { act, memo, useLayoutEffect } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { FeatureFlagsProvider } from './feature-flags-provider.tsx'
import { connectedClient } from './test-support/connected-client.ts'
import { mount } from './test-support/mount.tsx'
import { booleanFlag } from './test-support/serve-flags.ts'
import { useFeatureFlags } from './use-feature-flags.ts'
import { useFlag } from './use-flag.ts'
import { useFlagDecision } from './use-flag-decision.ts'

interface VipProps {
  readonly onRender?: () => void
  readonly onCommit?: (text: string) => void
}

const Vip = memo(function Vip({ onRender, onCommit }: VipProps) {
  onRender?.()
  const text = `${useFlag('vip')} ${useFeatureFlags().isEnabled('vip')} `
  useLayoutEffect(() => onCommit?.(text))
  return text
})

describe('context', () => {
  it('takes effect in the very render that brings it', () => {
    const { client } = connectedClient([booleanFlag('vip', ['ana'])])
    const committed: string[] = []
    const onCommit = (text: string) => void committed.push(text)
    const shown = (targetingKey: string) => (
      <FeatureFlagsProvider client={client} context={{ targetingKey }}>
        <Vip onCommit={onCommit} />
      </FeatureFlagsProvider>
    )
    const page = mount(shown('ana'))
    page.render(shown('tom'))
    expect(committed).toEqual(['true true ', 'false false '])
  })

  it('renders nothing again for a new object that says the same', () => {
    const { client } = connectedClient([booleanFlag('vip', ['ana'])])
    const onRender = vi.fn()
    const shown = () => (
      <FeatureFlagsProvider
        client={client}
        context={{ targetingKey: 'ana', company: { id: 7, tags: ['a'] } }}
      >
        <Vip onRender={onRender} />
      </FeatureFlagsProvider>
    )
    const page = mount(shown())
    page.render(shown())
    expect(page.text()).toBe('true true ')
    expect(onRender).toHaveBeenCalledTimes(1)
  })

  it('may hold what never equals itself, such as a new date each time', () => {
    const { client } = connectedClient([booleanFlag('vip', ['ana'])])
    const shown = () => (
      <FeatureFlagsProvider client={client} context={{ targetingKey: 'ana', at: new Date() }}>
        <Vip />
      </FeatureFlagsProvider>
    )
    const page = mount(shown())
    page.render(shown())
    expect(page.text()).toBe('true true ')
  })

  it('may be another for a part of the page, over the same flags', () => {
    const { client, serve } = connectedClient([booleanFlag('vip', ['ana'])])
    const page = mount(
      <FeatureFlagsProvider client={client} context={{ targetingKey: 'ana' }}>
        <Vip />
        <FeatureFlagsProvider client={client} context={{ targetingKey: 'tom' }}>
          <Vip />
        </FeatureFlagsProvider>
      </FeatureFlagsProvider>,
    )
    expect(page.text()).toBe('true true false false ')
    act(() => serve([booleanFlag('vip', ['tom'])]))
    expect(page.text()).toBe('false false true true ')
  })

  it('that is anonymous stays in its side of a rollout from visit to visit', () => {
    const half = {
      ...booleanFlag('half', []),
      fallthrough: {
        rollout: {
          shares: [
            { variant: 'on', share: 50_000 },
            { variant: 'off', share: 50_000 },
          ],
        },
      },
    }
    const ids = new Set<string | null>()
    const visit = () => {
      const { client } = connectedClient([half])
      const page = mount(
        <FeatureFlagsProvider client={client} context={{ plan: 'free' }}>
          <Half />
        </FeatureFlagsProvider>,
      )
      const seen = page.text()
      page.unmount()
      const targetingKey = localStorage.getItem('bunting:visitor')
      ids.add(targetingKey)
      // Who has no id is in no share: then it would be DEFAULT, and the same for everybody.
      expect(seen).toBe(`${client.isEnabled('half', { targetingKey: `${targetingKey}` })} SPLIT`)
      return seen
    }
    const first = visit()
    expect(Array.from({ length: 5 }, visit)).toEqual(Array(5).fill(first))
    expect([...ids]).toEqual([expect.stringMatching(/^[a-z0-9]{20,28}$/)])
  })
})

function Half() {
  return `${useFlag('half')} ${useFlagDecision('half').reason}`
}
