import { FeatureFlagsProvider, useFeatureFlags } from '@bunting/react'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'

function Checkout(): ReactNode {
  const featureFlags = useFeatureFlags()
  return featureFlags.isEnabled('new-checkout') ? 'new' : 'legacy'
}

createRoot(document.body).render(
  <FeatureFlagsProvider
    url="https://flags.example.com"
    clientKey="client-key"
    context={{ targetingKey: 'user-42' }}
  >
    <Checkout />
  </FeatureFlagsProvider>,
)
