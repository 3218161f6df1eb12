import { useBasket } from '../basket/basket.tsx'
import { Bird } from './bird.tsx'

export function Masthead() {
  const { count } = useBasket()
  return (
    <header className="masthead">
      <p className="brand">
        <Bird className="brand-bird" /> Finch &amp; Field
      </p>
      <p className="claim">Everything for the birds in your garden</p>
      <p className="basket-count">
        Basket <span className="pill">{count}</span>
      </p>
    </header>
  )
}
