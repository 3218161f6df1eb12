import { FeatureFlagsProvider, useFeatureFlagsStatus, useFlag } from '@bunting/react'
import { useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'

declare global {
  interface Window {
    /** What the flag was in each frame, first to last. */
    shown: boolean[]
  }
}

const options = new URLSearchParams(location.search)
const flag = options.get('flag') ?? 'new-checkout'
window.shown = []

function Shown() {
  const isOn = useFlag(flag)
  const { phase, via } = useFeatureFlagsStatus()
  useLayoutEffect(() => {
    if (window.shown.at(-1) !== isOn) window.shown.push(isOn)
  })
  return <output>{[isOn ? 'on' : 'off', phase, via].join(' ')}</output>
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <FeatureFlagsProvider
    url={options.get('url') ?? ''}
    clientKey={options.get('key') ?? ''}
    context={{ targetingKey: 'ana', appVersion: '2.4.0' }}
    warn={() => {}}
  >
    <Shown />
  </FeatureFlagsProvider>,
)
