import type { Order } from '../basket/basket.tsx'
import { Price } from '../basket/price.tsx'

export function OrderPlaced({ order: { number, totalCents, arrives } }: { order: Order }) {
  return (
    <p className="outcome" role="status">
      Thank you. Order {number} over <Price cents={totalCents} /> arrives {arrives}.
    </p>
  )
}

export function OrderRefused() {
  return (
    <p className="outcome refused" role="alert">
      The order did not go through. Your basket is as it was; try again.
    </p>
  )
}

export function BasketEmpty() {
  return <p className="outcome">Nothing in the basket yet.</p>
}
