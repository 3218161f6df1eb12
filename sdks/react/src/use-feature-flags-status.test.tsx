import { act } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { FeatureFlagsProvider } from './feature-flags-provider.tsx'
import { connectedClient } from './test-support/connected-client.ts'
import { mount } from './test-support/mount.tsx'
import { booleanFlag } from './test-support/serve-flags.ts'
import { useFeatureFlagsStatus } from './use-feature-flags-status.ts'

function Status({ onRender }: { onRender: () => void }) {
  onRender()
  const { phase, connected } = useFeatureFlagsStatus()
  return `${phase} ${connected}`
}

describe('useFeatureFlagsStatus', () => {
  it('says whether there are flags and whether changes arrive, as that changes', async () => {
    const { client, serve } = connectedClient([])
    const onRender = vi.fn()
    const page = mount(
      <FeatureFlagsProvider client={client}>
        <Status onRender={onRender} />
      </FeatureFlagsProvider>,
    )
    expect(page.text()).toBe('ready true')
    expect(onRender).toHaveBeenCalledTimes(1)
    act(() => serve([booleanFlag('new-checkout', 'everybody')]))
    expect(onRender).toHaveBeenCalledTimes(2)
    await act(() => client.close())
    expect(page.text()).toBe('closed false')
  })
})
