import { FlagStatus } from './flag-status.tsx'
import { useVisitors } from './use-visitors.ts'
import { VisitorFigure } from './visitor-figure.tsx'

export interface VisitorStripProps {
  /** Whom the page is shown to. */
  readonly shopper: string
  readonly onShopAs: (visitor: string) => void
}

/** Three hundred visitors, canary yellow where the flag is on for them, as the API's Node SDK sees it. */
export function VisitorStrip({ shopper, onShopAs }: VisitorStripProps) {
  const visitors = useVisitors()
  const having = visitors.filter(({ newCheckout }) => newCheckout).length
  const percent = visitors.length === 0 ? 0 : (having / visitors.length) * 100
  return (
    <section className="visitors" aria-labelledby="visitors-title">
      <div className="visitors-head">
        <p className="share" aria-live="polite">
          <strong>{percent.toFixed(0)} %</strong>
          <span>
            {having} of {visitors.length} visitors have <code>new-checkout</code>
          </span>
        </p>
        <FlagStatus shopper={shopper} />
      </div>
      <fieldset className="flock">
        <legend id="visitors-title">Click a bird to shop as that visitor</legend>
        {visitors.map((visitor) => (
          <VisitorFigure
            key={visitor.id}
            visitor={visitor}
            chosen={visitor.id === shopper}
            onChoose={onShopAs}
          />
        ))}
      </fieldset>
    </section>
  )
}
