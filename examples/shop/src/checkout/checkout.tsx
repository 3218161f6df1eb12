import { Feature } from '@bunting/react'
import { LegacyCheckout } from './legacy-checkout.tsx'
import { NewCheckout } from './new-checkout.tsx'

/** The new one gives way to the old one where the flag is off, and where it throws. */
export function Checkout() {
  return (
    <Feature flag="new-checkout" fallback={<LegacyCheckout />}>
      <NewCheckout />
    </Feature>
  )
}
