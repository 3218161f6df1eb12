import type { Suppliers } from './suppliers.ts'

/** When the order arrives, in words. Throws when a supplier fails: then nothing was ordered. */
export type Checkout = (suppliers: Suppliers, totalCents: number) => Promise<string>

/** The goods wait for the weekly parcel round. */
export const legacyCheckout: Checkout = async (suppliers, totalCents) => {
  await suppliers.chargeCard(totalCents)
  return 'in 3 to 5 working days'
}

/** A courier fetches them today; without one, no card is charged. */
export const newCheckout: Checkout = async (suppliers, totalCents) => {
  await suppliers.bookCourier()
  await suppliers.chargeCard(totalCents)
  return 'tomorrow'
}
