import { useActionState } from 'react'
import { useBasket } from '../basket/basket.tsx'
import { Price } from '../basket/price.tsx'
import { BasketEmpty, OrderPlaced, OrderRefused } from './order-outcome.tsx'
import { Quantity } from './quantity.tsx'

/** One screen, one button. */
export function NewCheckout() {
  const { lines, totalCents, order, placeOrder } = useBasket()
  const [failed, pay, paying] = useActionState(
    () =>
      placeOrder().then(
        () => false,
        () => true,
      ),
    false,
  )
  return (
    <form className="checkout new-checkout" action={pay}>
      <header>
        <h2>Checkout</h2>
        <span className="badge">New</span>
      </header>
      {order ? (
        <OrderPlaced order={order} />
      ) : lines.length === 0 ? (
        <BasketEmpty />
      ) : (
        <>
          <ul className="basket-lines">
            {lines.map((line) => (
              <li key={line.product.id}>
                <span className="line-name">{line.product.name}</span>
                <Quantity line={line} />
                <Price cents={line.product.priceCents * line.quantity} />
              </li>
            ))}
          </ul>
          <dl className="glance">
            <div>
              <dt>To</dt>
              <dd>Ana Finch, 12 Orchard Lane</dd>
            </div>
            <div>
              <dt>Arrives</dt>
              <dd>
                Tomorrow, by bicycle <span className="free">free</span>
              </dd>
            </div>
          </dl>
          <button type="submit" className="pay" disabled={paying}>
            Pay <Price cents={totalCents} />
          </button>
          <p className="small">Card ending in 4242. Nothing else to fill in.</p>
        </>
      )}
      {failed && !order && <OrderRefused />}
    </form>
  )
}
