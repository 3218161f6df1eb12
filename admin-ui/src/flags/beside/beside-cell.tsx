import { ConditionsReading } from '../../conditions/condition-reading.tsx'
import { count, listed } from '../../shared/number-words.ts'
import { ServeSummary } from '../serve-summary.tsx'
import styles from './beside.module.css'
import type { Cell } from './beside-rows.ts'

interface BesideCellReadingProps {
  readonly cell: Cell
  readonly offVariant: string
}

const NAMED = 8

/** What one environment has in one row, to read. */
export function BesideCellReading({ cell, offVariant }: BesideCellReadingProps) {
  switch (cell.kind) {
    case 'prerequisites':
      return (
        <ul className={styles.lines}>
          {cell.prerequisites.map(({ flag, variants }) => (
            <li key={flag}>
              <code>{flag}</code> is {variants.join(' or ')}
            </li>
          ))}
        </ul>
      )
    case 'target': {
      const { values } = cell.target
      const more = values.length - NAMED
      const named = values.slice(0, NAMED)
      return <p>{listed(more > 0 ? [...named, `${count(more)} more`] : named)}</p>
    }
    case 'rule':
      return (
        <div className={styles.rule}>
          <span className={styles.number}>{cell.number}</span>
          <div>
            {cell.rule.name && <strong>{cell.rule.name}</strong>}
            <ConditionsReading conditions={cell.rule.conditions} none="everyone" />
            <ServeSummary serve={cell.rule.serve} offVariant={offVariant} />
          </div>
        </div>
      )
    case 'serve':
      return <ServeSummary serve={cell.serve} offVariant={offVariant} />
  }
}
