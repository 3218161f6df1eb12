const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const UNITS = [
  { word: 'days', one: 'day', ms: DAY },
  { word: 'h', one: 'h', ms: HOUR },
  { word: 'min', one: 'min', ms: MINUTE },
  { word: 's', one: 's', ms: SECOND },
] as const

const NBSP = '\u00a0'

/** Exactly: `1 h 30 min`, `10 min`, `24 h`, `3 days`, `0 s`. Milliseconds are dropped. */
export function durationText(ms: number): string {
  // A day and a bit reads better in hours.
  const units = ms % DAY === 0 && ms >= 2 * DAY ? UNITS : UNITS.slice(1)
  const parts: string[] = []
  let left = Math.floor(ms / SECOND) * SECOND
  for (const { word, one, ms: unit } of units) {
    const n = Math.floor(left / unit)
    left -= n * unit
    if (n > 0) parts.push(`${n}${NBSP}${n === 1 ? one : word}`)
  }
  return parts.length > 0 ? parts.join(' ') : `0${NBSP}s`
}

/** What is left, to the step that matters: `40 s`, `4 min 20 s`, `18 min`, `5 h 20 min`, `3 days`. */
export function leftText(ms: number): string {
  const up = (unit: number) => Math.ceil(Math.max(0, ms) / unit) * unit
  if (ms < 10 * MINUTE) return durationText(up(SECOND))
  if (ms < 48 * HOUR) return durationText(up(MINUTE))
  return durationText(up(DAY))
}

const READ: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY }

/** What a person typed: `90s`, `10 min`, `1h 30`, `2 days`; a bare number is minutes. Null when unclear. */
export function readDuration(text: string): number | null {
  const words = text.trim().toLowerCase().replaceAll(NBSP, ' ').replace(',', '.')
  if (words === '') return null
  const part = /(\d+(?:\.\d+)?)\s*([a-z]*)\s*/y
  let sum = 0
  let unit = MINUTE
  while (part.lastIndex < words.length) {
    const found = part.exec(words)
    if (!found) return null
    const [, number = '', name = ''] = found
    const next = name === '' ? unit : unitOf(name)
    if (next === undefined) return null
    sum += Number(number) * next
    unit = next === HOUR ? MINUTE : SECOND
  }
  return Math.round(sum)
}

function unitOf(name: string): number | undefined {
  if (!/^(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)$/.test(name)) return undefined
  return READ[name.charAt(0)]
}
