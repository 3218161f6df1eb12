import type { Evaluations } from '@bunting/flag-server/usage/evaluation-schemas.ts'
import type { SeriesView } from './series-view.ts'

/** Start of a step, and the count of each series in it by the series' key. */
export interface ChartPoint {
  readonly at: number
  readonly [series: string]: number
}

/** A point for each step, and one at the end so that the last step is as wide as the others. */
export function chartPoints(
  { from, stepSeconds }: Pick<Evaluations, 'from' | 'stepSeconds'>,
  series: readonly SeriesView[],
): readonly ChartPoint[] {
  const start = Date.parse(from)
  const steps = series[0]?.counts.length ?? 0
  return Array.from({ length: steps + 1 }, (_, index) => ({
    at: start + index * stepSeconds * 1_000,
    ...Object.fromEntries(
      series.map(({ key, counts }) => [key, counts[Math.min(index, steps - 1)] ?? 0]),
    ),
  }))
}
