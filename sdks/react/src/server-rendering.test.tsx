// @vitest-environment node
import { Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { FeatureFlagsProvider } from './feature-flags-provider.tsx'
import { useFeatureFlags } from './use-feature-flags.ts'
import { useFeatureFlagsStatus } from './use-feature-flags-status.ts'
import { useFlag } from './use-flag.ts'
import { useFlagValue } from './use-flag-value.ts'
import { useSuspenseFlag } from './use-suspense-flag.ts'

const SERVER = { url: 'https://flags.example.com', clientKey: 'client-key' }

function Shown() {
  const flags = useFeatureFlags()
  const { phase } = useFeatureFlagsStatus()
  return [
    flags.isEnabled('new-checkout'),
    useFlag('new-checkout'),
    useSuspenseFlag('new-checkout'),
    useFlagValue('colour', 'red'),
    phase,
  ].join(' ')
}

describe('on a server', () => {
  it('renders the fallbacks without a bootstrap, waits for nothing and connects to nothing', () => {
    const WebSocket = vi.fn()
    vi.stubGlobal('WebSocket', WebSocket)
    const markup = renderToString(
      <FeatureFlagsProvider {...SERVER}>
        <Suspense fallback="waiting">
          <Shown />
        </Suspense>
      </FeatureFlagsProvider>,
    )
    vi.unstubAllGlobals()
    expect(markup).toContain('false false false red starting')
    expect(WebSocket).not.toHaveBeenCalled()
  })

  it('renders the decisions of the bootstrap', () => {
    const flagMetadata = {}
    const decisions = {
      'new-checkout': { value: true, variant: 'on', reason: 'SPLIT', flagMetadata },
      colour: { value: 'blue', variant: 'blue', reason: 'DEFAULT', flagMetadata },
    } as const
    const markup = renderToString(
      <FeatureFlagsProvider {...SERVER} bootstrap={{ decisions }}>
        <Shown />
      </FeatureFlagsProvider>,
    )
    expect(markup).toContain('true true true blue starting')
  })
})
