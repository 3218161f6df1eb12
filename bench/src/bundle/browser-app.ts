import { createFeatureFlagsClient } from '@bunting/react'

const featureFlags = createFeatureFlagsClient({
  url: 'https://flags.example.com',
  clientKey: 'client-key',
})

featureFlags.subscribe(() => {
  document.title = String(featureFlags.isEnabled('new-checkout', { targetingKey: 'user-42' }))
})
