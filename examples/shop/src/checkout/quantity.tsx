import { type BasketLine, useBasket } from '../basket/basket.tsx'

export function Quantity({ line: { product, quantity } }: { line: BasketLine }) {
  const { setQuantity } = useBasket()
  return (
    <span className="quantity">
      <button
        type="button"
        onClick={() => setQuantity(product.id, quantity - 1)}
        aria-label={`One ${product.name} less`}
      >
        −
      </button>
      <output>{quantity}</output>
      <button
        type="button"
        onClick={() => setQuantity(product.id, quantity + 1)}
        aria-label={`One ${product.name} more`}
      >
        +
      </button>
    </span>
  )
}
