import { memo } from 'react'
import { Bird } from '../page/bird.tsx'
import type { Visitor } from './use-visitors.ts'

export interface VisitorFigureProps {
  readonly visitor: Visitor
  readonly chosen: boolean
  readonly onChoose: (visitor: string) => void
}

export const VisitorFigure = memo(
  function VisitorFigure({ visitor: { id, newCheckout }, chosen, onChoose }: VisitorFigureProps) {
    const has = newCheckout ? 'new checkout' : 'legacy checkout'
    return (
      <label className={newCheckout ? 'visitor canary' : 'visitor'} title={`${id}: ${has}`}>
        <input
          type="radio"
          name="shopper"
          value={id}
          checked={chosen}
          onChange={() => onChoose(id)}
          aria-label={`${id}, ${has}`}
        />
        <Bird />
      </label>
    )
  },
  (a, b) =>
    a.visitor.newCheckout === b.visitor.newCheckout &&
    a.chosen === b.chosen &&
    a.onChoose === b.onChoose,
)
