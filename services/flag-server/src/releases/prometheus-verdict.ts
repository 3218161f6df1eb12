import type { Evidence } from './evidence.ts'
import type { PrometheusGuard } from './plan.ts'

export type PrometheusVerdict =
  | { readonly type: 'fine' }
  /** No result, or none lately: time-out, refusal, no sample. */
  | { readonly type: 'missing' }
  | { readonly type: 'bad'; readonly value: number }

export function prometheusVerdict(guard: PrometheusGuard, evidence: Evidence): PrometheusVerdict {
  const found = evidence.guards[guard.id]
  const results = found?.kind === 'prometheus' ? found.results : []
  const last = results.at(-1)
  const tooOld = last === undefined || !(evidence.at - last.at <= 2 * guard.windowMs)
  if (tooOld || !isNumber(last.value)) return { type: 'missing' }
  const row = results.slice(-guard.inARow)
  const isBad = row.length === guard.inARow && row.every(({ value }) => isOver(guard, value))
  return isBad ? { type: 'bad', value: last.value } : { type: 'fine' }
}

function isOver({ badWhen, threshold }: PrometheusGuard, value: number | null): boolean {
  if (!isNumber(value)) return false
  return badWhen === 'above' ? value > threshold : value < threshold
}

/** Prometheus answers `NaN` and `+Inf` too, which say no more than no answer. */
function isNumber(value: number | null): value is number {
  return value !== null && Number.isFinite(value)
}
