import { useFeatureFlags } from '@bunting/react'
import { LegacyCheckout } from './legacy-checkout.tsx'
import { NewCheckout } from './new-checkout.tsx'

export function Checkout() {
  const featureFlags = useFeatureFlags()
  if (featureFlags.isEnabled('new-checkout')) {
    return <NewCheckout />
  } else {
    return <LegacyCheckout />
  }
}
