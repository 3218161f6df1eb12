import { count } from '../shared/number-words.ts'
import type { ChartPoint } from './chart-points.ts'
import type { SeriesView } from './series-view.ts'
import { stepWords } from './step-words.ts'
import { Swatch } from './swatch.tsx'

interface ChartTooltipProps {
  readonly at: number
  readonly stepMs: number
  /** End of the chart. */
  readonly to: number
  readonly points: readonly ChartPoint[]
  readonly series: readonly SeriesView[]
}

/** The step under the pointer, or the one that the arrow keys chose; in the order of the stack. */
export function ChartTooltip({ at, stepMs, to, points, series }: ChartTooltipProps) {
  // The point at the very end belongs to the last step.
  const start = Math.min(at, to - stepMs)
  const point = points.find((one) => one.at === start)
  if (!point) return null
  return (
    <>
      <p>
        {stepWords(start, stepMs)}
        {start + stepMs >= to && ' (so far)'}
      </p>
      <ul>
        {series
          .filter(({ total }) => total > 0)
          .toReversed()
          .map(({ key, name, tone }) => (
            <li key={key}>
              <Swatch tone={tone} />
              <span>{name}</span>
              <strong>{count(point[key] ?? 0)}</strong>
            </li>
          ))}
      </ul>
    </>
  )
}
