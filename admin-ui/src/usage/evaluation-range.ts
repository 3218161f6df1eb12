const HOUR = 3_600_000

export const RANGES = [
  { value: '1h', label: '1 hour', ms: HOUR },
  { value: '24h', label: '24 hours', ms: 24 * HOUR },
  { value: '7d', label: '7 days', ms: 7 * 24 * HOUR },
] as const

export type EvaluationRange = (typeof RANGES)[number]['value']

/** Anything else in an address is taken for a day. */
export function readRange(value: string | null): EvaluationRange {
  return RANGES.find((range) => range.value === value)?.value ?? '24h'
}

export function rangeMs(range: EvaluationRange): number {
  return RANGES.find(({ value }) => value === range)?.ms ?? HOUR
}

const STEPS = [5, 10, 15, 30, 60, 180, 360, 720, 1_440].map((minutes) => minutes * 60_000)

/** Round times of the reader's day between two instants, at most `most` of them. */
export function timeTicks(from: number, to: number, most: number): number[] {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? 24 * HOUR
  const midnight = new Date(from).setHours(0, 0, 0, 0)
  const ticks: number[] = []
  for (let at = midnight; at <= to; at += step) if (at >= from) ticks.push(at)
  return ticks
}
