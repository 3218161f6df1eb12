import { useActionState } from 'react'
import { useBasket } from '../basket/basket.tsx'
import { Price } from '../basket/price.tsx'
import { LEGACY_STEPS, LegacyFields } from './legacy-steps.tsx'
import { BasketEmpty, OrderPlaced, OrderRefused } from './order-outcome.tsx'

type Progress = { readonly step: number; readonly failed: boolean }

/** The order form as it has been since 2009: a table, then step after step. */
export function LegacyCheckout() {
  const { lines, totalCents, order, placeOrder } = useBasket()
  const [{ step, failed }, next, busy] = useActionState(
    async ({ step }: Progress): Promise<Progress> => {
      if (step + 1 < LEGACY_STEPS.length) return { step: step + 1, failed: false }
      return placeOrder().then(
        () => ({ step: 0, failed: false }),
        () => ({ step, failed: true }),
      )
    },
    { step: 0, failed: false },
  )
  if (order) {
    return (
      <section className="checkout legacy-checkout">
        <h2>Order form</h2>
        <OrderPlaced order={order} />
      </section>
    )
  }
  return (
    <form className="checkout legacy-checkout" action={next}>
      <h2>Order form</h2>
      {lines.length === 0 ? (
        <BasketEmpty />
      ) : (
        <>
          <table>
            <thead>
              <tr>
                <th scope="col">Article</th>
                <th scope="col">Qty</th>
                <th scope="col">Amount</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ product, quantity }) => (
                <tr key={product.id}>
                  <td>{product.name}</td>
                  <td>{quantity}</td>
                  <td>
                    <Price cents={product.priceCents * quantity} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>
                  Total
                </th>
                <td>
                  <Price cents={totalCents} />
                </td>
              </tr>
            </tfoot>
          </table>
          <LegacyFields step={step} />
          <button type="submit" disabled={busy}>
            {step + 1 < LEGACY_STEPS.length ? 'Continue to next step' : 'Submit order'}
          </button>
          {failed && <OrderRefused />}
        </>
      )}
    </form>
  )
}
