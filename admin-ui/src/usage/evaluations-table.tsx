import type { Evaluations } from '@bunting/flag-server/usage/evaluation-schemas.ts'
import { count } from '../shared/number-words.ts'
import { TimeTable } from '../shared/time-table.tsx'
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
    <TimeTable
      label={label}
      columns={series.map(({ key, name }) => ({ key, name, number: true }))}
      rows={steps}
    >
      {(index) => (
        <>
          <th scope="row">{stepWords(start + index * stepMs, stepMs)}</th>
          {series.map(({ key, counts }) => (
            <td key={key} data-number>
              {count(counts[index] ?? 0)}
            </td>
          ))}
        </>
      )}
    </TimeTable>
  )
}
