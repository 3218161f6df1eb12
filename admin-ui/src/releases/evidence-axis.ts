const SECOND = 1_000
const MINUTE = 60 * SECOND
const STEPS = [
  5 * SECOND,
  15 * SECOND,
  30 * SECOND,
  ...[1, 2, 5, 10, 15, 30, 60, 180, 360, 720, 1_440].map((minutes) => minutes * MINUTE),
]

const clock = (parts: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', parts)
const SECONDS = clock({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const MINUTES = clock({ hour: '2-digit', minute: '2-digit' })
const DAYS = clock({ weekday: 'short', hour: '2-digit', minute: '2-digit' })

/** Round times of the reader's day, at most `most` of them; a release may last a minute or a week. */
export function evidenceTicks(from: number, to: number, most: number) {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? 7 * 1_440 * MINUTE
  const midnight = new Date(from).setHours(0, 0, 0, 0)
  const first = midnight + Math.ceil((from - midnight) / step) * step
  const ticks: number[] = []
  for (let at = first; at <= to; at += step) ticks.push(at)
  const format = step < MINUTE ? SECONDS : to - from > 1_440 * MINUTE ? DAYS : MINUTES
  return { ticks, words: (at: number) => format.format(at) }
}

/** `0.01`, `1`, `1,000`, `10^7`. */
export function powerText(power: number): string {
  if (power > 6) return `10^${power}`
  return power < 0 ? (10 ** power).toFixed(-power) : (10 ** power).toLocaleString('en')
}
