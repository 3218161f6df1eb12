import { invalid } from '../http/app-error.ts'
import type { EvaluationsQuery } from './evaluation-schemas.ts'
import { MINUTES_KEPT_MS } from './usage-limits.ts'

/** Times in milliseconds since 1970, on whole steps. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly stepMs: number
  /** Length of the buckets to read. */
  readonly minutes: 1 | 60
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const STEPS = [1, 2, 5, 15, 60, 180, 720, 1_440].map((minutes) => minutes * MINUTE)
/** As many as a chart can show. */
const COMFORTABLE = 180
const MOST_STEPS = 2_000

/** The time asked for and its steps; without `step` the finest that a chart can show. */
export function spanOf({ from, to, step }: EvaluationsQuery, now: number): Span {
  const until = to === undefined ? now : Date.parse(to)
  const since = from === undefined ? until - HOUR : Date.parse(from)
  if (since >= until) throw invalid([{ path: 'querystring.from', message: 'must be before "to"' }])
  const minutesHeld = since >= now - MINUTES_KEPT_MS
  const stepMs = step === undefined ? finest(until - since, minutesHeld) : step * 1_000
  const minutes = stepMs % HOUR === 0 ? 60 : 1
  if (minutes === 1 && !minutesHeld) {
    const days = MINUTES_KEPT_MS / 24 / HOUR
    const message = `must be whole hours: by the minute, counts are kept for ${days} days`
    throw invalid([{ path: 'querystring.step', message }])
  }
  const span = {
    from: Math.floor(since / stepMs) * stepMs,
    to: Math.ceil(until / stepMs) * stepMs,
    stepMs,
    minutes,
  } as const
  if ((span.to - span.from) / stepMs > MOST_STEPS) {
    const message = `makes more than ${MOST_STEPS.toLocaleString('en')} steps; take a longer one`
    throw invalid([{ path: 'querystring.step', message }])
  }
  return span
}

function finest(lengthMs: number, minutesHeld: boolean): number {
  const fits = (stepMs: number) =>
    lengthMs / stepMs <= COMFORTABLE && (minutesHeld || stepMs >= HOUR)
  return STEPS.find(fits) ?? 24 * HOUR
}
