import type { FeatureFlags } from '@bunting/node'

export const NEW_CHECKOUT = 'new-checkout'

/** Targeting keys of this many people who might walk in; a larger crowd has the smaller one in it. */
export function visitorIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `visitor-${String(at + 1).padStart(3, '0')}`)
}

/** Those whom the page shows. */
export const VISITORS = visitorIds(300)

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
