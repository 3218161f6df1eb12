import type {
  EvaluationSeries,
  Evaluations,
} from '@bunting/flag-server/usage/evaluation-schemas.ts'

/** Canary is who has the new thing, grey who has not, red what did not work. */
export interface Tone {
  readonly fill: string
  readonly stroke: string
}

/** One answer of a flag as the chart, its legend and its table show it. */
export interface SeriesView {
  readonly key: string
  readonly name: string
  readonly tone: Tone
  readonly total: number
  readonly counts: readonly number[]
}

const TREATMENTS: readonly Tone[] = [
  { fill: 'var(--canary)', stroke: 'var(--canary-edge)' },
  {
    fill: 'color-mix(in oklab, var(--canary) 55%, var(--on-canary))',
    stroke: 'var(--canary-edge)',
  },
  { fill: 'color-mix(in oklab, var(--canary) 40%, white)', stroke: 'var(--canary-edge)' },
  {
    fill: 'color-mix(in oklab, var(--canary) 25%, var(--on-canary))',
    stroke: 'var(--canary-edge)',
  },
]
const OFF: Tone = { fill: 'var(--surface-selected)', stroke: 'var(--control)' }
/** Without an edge: where there was no error, an edge alone would say that there was. */
const ERROR: Tone = { fill: 'var(--red)', stroke: 'none' }

/** Exposure lies at the bottom, where it can be read off; above it who has what everybody had. */
export function seriesViews(
  { series }: Pick<Evaluations, 'series'>,
  offVariant: string | undefined,
): readonly SeriesView[] {
  const treatments = series.filter(({ variant }) => variant !== null && variant !== offVariant)
  const off = series.filter(({ variant }) => variant !== null && variant === offVariant)
  const errors = series.filter(({ variant }) => variant === null)
  return [
    ...treatments.map((one, index) =>
      view(one, TREATMENTS[index % TREATMENTS.length] ?? OFF, one.variant ?? ''),
    ),
    ...off.map((one) => view(one, OFF, one.variant ?? '')),
    ...errors.map((one) => view(one, ERROR, `fallback: ${one.errorCode}`)),
  ]
}

function view({ variant, errorCode, total, counts }: EvaluationSeries, tone: Tone, name: string) {
  return {
    key: `${variant === null ? 'error' : 'variant'}:${variant ?? errorCode}`,
    name,
    tone,
    total,
    counts,
  }
}
