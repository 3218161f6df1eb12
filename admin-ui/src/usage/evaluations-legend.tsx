import { count } from '../shared/number-words.ts'
import styles from './evaluations.module.css'
import { partOf } from './rate-words.ts'
import type { SeriesView } from './series-view.ts'
import { Swatch } from './swatch.tsx'

interface EvaluationsLegendProps {
  readonly series: readonly SeriesView[]
  readonly total: number
}

/** What was served how often, over the whole time shown. */
export function EvaluationsLegend({ series, total }: EvaluationsLegendProps) {
  return (
    <ul className={styles.legend} aria-label="Answers">
      {series.map((one) => (
        <li key={one.key}>
          <Swatch tone={one.tone} />
          <code>{one.name}</code>
          <span>{partOf(one.total, total)}</span>
          <span className={styles.total}>{count(one.total)}</span>
        </li>
      ))}
    </ul>
  )
}
