import { createTestFeatureFlags } from '@bunting/client/testing'
import { act, memo, useEffect, useMemo, useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import type { FeatureFlags } from './feature-flags.ts'
import { FeatureFlagsProvider } from './feature-flags-provider.tsx'
import { connectedClient } from './test-support/connected-client.ts'
import { mount } from './test-support/mount.tsx'
import { jsonFlag } from './test-support/serve-flags.ts'
import { useFeatureFlags } from './use-feature-flags.ts'

interface ShownProps {
  readonly ask: (flags: FeatureFlags) => unknown
  readonly onRender?: (flags: FeatureFlags) => void
}

const Shown = memo(function Shown({ ask, onRender }: ShownProps) {
  const flags = useFeatureFlags()
  onRender?.(flags)
  return `${ask(flags)} `
})

describe('useFeatureFlags', () => {
  it('renders 1 of 200 components when 1 of 200 flags changes', () => {
    const keys = Array.from({ length: 200 }, (_, index) => `flag-${index}`)
    const client = createTestFeatureFlags(Object.fromEntries(keys.map((key) => [key, false])))
    const rendered: string[] = []
    const page = mount(
      <FeatureFlagsProvider client={client}>
        {keys.map((key) => (
          <Shown
            key={key}
            ask={(flags) => (flags.isEnabled(key) ? key : '')}
            onRender={() => rendered.push(key)}
          />
        ))}
      </FeatureFlagsProvider>,
    )
    expect(rendered).toEqual(keys)

    rendered.length = 0
    act(() => client.set('flag-117', true))

    expect(rendered).toEqual(['flag-117'])
    expect(page.text().trim()).toBe('flag-117')
  })

  it('follows every flag a component asked about, and stops at those it no longer asks', () => {
    const client = createTestFeatureFlags({ outer: true, inner: false, other: false })
    const onRender = vi.fn()
    const page = mount(
      <FeatureFlagsProvider client={client}>
        <Shown
          ask={(flags) => flags.isEnabled('outer') && flags.isEnabled('inner')}
          onRender={onRender}
        />
      </FeatureFlagsProvider>,
    )
    act(() => client.set('inner', true))
    expect(page.text()).toBe('true ')
    act(() => client.set('outer', false))
    expect(page.text()).toBe('false ')
    expect(onRender).toHaveBeenCalledTimes(3)
    act(() => client.set('inner', false))
    act(() => client.set('other', true))
    expect(onRender).toHaveBeenCalledTimes(3)
  })

  it('does not render when a flag came anew with the same answer', () => {
    const { client, serve } = connectedClient([jsonFlag('limits', { seats: 5 })])
    const onRender = vi.fn()
    mount(
      <FeatureFlagsProvider client={client}>
        <Shown ask={(flags) => flags.value('limits', { seats: 1 }).seats} onRender={onRender} />
      </FeatureFlagsProvider>,
    )
    act(() => serve([jsonFlag('limits', { seats: 5 }, 'another line')]))
    expect(onRender).toHaveBeenCalledTimes(1)
    act(() => serve([jsonFlag('limits', { seats: 6 })]))
    expect(onRender).toHaveBeenCalledTimes(2)
  })

  it('is the same object until an answer changes, so that memos and effects may depend on it', () => {
    const client = createTestFeatureFlags({ asked: false, other: false })
    const seen = new Set<FeatureFlags>()
    const effects: boolean[] = []
    const page = mount(
      <FeatureFlagsProvider client={client}>
        <Depending onRender={(flags) => seen.add(flags)} onEffect={(on) => void effects.push(on)} />
      </FeatureFlagsProvider>,
    )
    act(() => page.container.querySelector('button')?.click())
    act(() => client.set('other', true))
    expect(seen.size).toBe(1)
    act(() => client.set('asked', true))
    expect(seen.size).toBe(2)
    expect(page.text()).toBe('true')
    expect(effects).toEqual([false, true])
  })

  it('answers a key first asked late from the flags in force, not from those last rendered', () => {
    const client = createTestFeatureFlags({ asked: false, late: false })
    let flags: FeatureFlags | undefined
    mount(
      <FeatureFlagsProvider client={client}>
        <Shown
          ask={(given) => given.isEnabled('asked')}
          onRender={(given) => {
            flags = given
          }}
        />
      </FeatureFlagsProvider>,
    )
    act(() => client.set('late', true))
    expect(flags?.isEnabled('late')).toBe(true)
  })

  it('still renders when somebody asked the same object between the change and React', () => {
    const client = createTestFeatureFlags({ asked: false })
    let flags: FeatureFlags | undefined
    client.subscribe(() => flags?.isEnabled('asked'))
    client.onStatus(() => flags?.isEnabled('asked'))
    const page = mount(
      <FeatureFlagsProvider client={client}>
        <Shown
          ask={(given) => given.isEnabled('asked')}
          onRender={(given) => {
            flags = given
          }}
        />
      </FeatureFlagsProvider>,
    )
    act(() => client.set('asked', true))
    expect(page.text()).toBe('true ')
  })

  it('throws a sentence outside a provider', () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => mount(<Shown ask={(flags) => flags.isEnabled('asked')} />)).toThrow(
      'need a <FeatureFlagsProvider>',
    )
    complaints.mockRestore()
  })
})

interface DependingProps {
  readonly onRender: (flags: FeatureFlags) => void
  readonly onEffect: (enabled: boolean) => void
}

const Depending = memo(function Depending({ onRender, onEffect }: DependingProps) {
  const [, renderAgain] = useState(0)
  const flags = useFeatureFlags()
  const enabled = useMemo(() => flags.isEnabled('asked'), [flags])
  onRender(flags)
  useEffect(() => onEffect(flags.isEnabled('asked')), [flags, onEffect])
  return (
    <button type="button" onClick={() => renderAgain((count) => count + 1)}>
      {String(enabled)}
    </button>
  )
})
