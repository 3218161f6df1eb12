import { createFeatureFlagsClient, FeatureFlagsProvider, useFlag } from '@bunting/react'
import { useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { STEADY } from '../flags.ts'
import { type ClientReport, watchClient } from '../watched-client.ts'

declare global {
  interface Window {
    report(): ClientReport
    closeClient(): Promise<void>
  }
}

const ASK_MS = 20
const options = new URLSearchParams(location.search)
const client = createFeatureFlagsClient({
  url: options.get('url') ?? '',
  clientKey: options.get('key') ?? '',
  warn: () => {},
})
const watched = watchClient(options.get('name') ?? 'page', 'client', client)
setInterval(watched.ask, ASK_MS)
window.report = watched.report
window.closeClient = () => {
  watched.closes()
  return client.close()
}

let wasShown = false

function Shown() {
  const isOn = useFlag(STEADY)
  useLayoutEffect(() => {
    if (wasShown && !isOn) watched.violated('has taken off the screen what was last good')
    wasShown ||= isOn
  })
  return <output>{isOn ? 'on' : 'off'}</output>
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <FeatureFlagsProvider client={client} context={{ targetingKey: 'ana' }}>
    <Shown />
  </FeatureFlagsProvider>,
)
