import type { FeatureFlags } from '@bunting/node'

export const NEW_CHECKOUT = 'new-checkout'

/** The people who might walk in: three hundred targeting keys. */
export const VISITORS: readonly string[] = Array.from(
  { length: 300 },
  (_, index) => `visitor-${String(index + 1).padStart(3, '0')}`,
)

export interface Visitor {
  readonly id: string
  readonly newCheckout: boolean
}

/** Each of them, with the answer the flag gives for them now. */
export function lookAtVisitors(featureFlags: FeatureFlags): Visitor[] {
  return VISITORS.map((id) => ({
    id,
    newCheckout: featureFlags.isEnabled(NEW_CHECKOUT, { targetingKey: id }),
  }))
}
