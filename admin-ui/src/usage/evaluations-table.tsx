import type { Evaluations } from '@bunting/flag-server/metrics/evaluation-schemas.ts'
import { count } from '../shared/number-words.ts'
import styles from './evaluations.module.css'
import type { SeriesView } from './series-view.ts'
import { stepWords } from './step-words.ts'

interface EvaluationsTableProps {
  readonly evaluations: Evaluations
  readonly series: readonly SeriesView[]
  readonly label: string
}

/** The same counts to read, the newest first; steps without any are left out. */
export function EvaluationsTable({ evaluations, series, label }: EvaluationsTableProps) {
  const start = Date.parse(evaluations.from)
  const stepMs = evaluations.stepSeconds * 1_000
  const steps = Array.from({ length: series[0]?.counts.length ?? 0 }, (_, index) => index)
    .filter((index) => series.some(({ counts }) => (counts[index] ?? 0) > 0))
    .toReversed()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.tableBox} tabIndex={0} aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((index) => (
            <tr key={index}>
              <th scope="row">{stepWords(start + index * stepMs, stepMs)}</th>
              {series.map(({ key, counts }) => (
                <td key={key}>{count(counts[index] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
