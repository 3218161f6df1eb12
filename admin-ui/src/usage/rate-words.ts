const NBSP = '\u00a0'
const UNITS = ['', 'k', 'M', 'G', 'T'] as const

/** `950`, `1.2 k`, `41 k`, `1.2 M`: two digits are all that one reads of a count in passing. */
export function shortCount(n: number): string {
  const unit = Math.min(UNITS.length - 1, Math.max(0, Math.floor((digits(n) - 1) / 3)))
  if (unit === 0) return String(Math.round(n))
  const scaled = n / 1_000 ** unit
  const rounded = scaled < 9.95 ? Number(scaled.toFixed(1)) : Math.round(scaled)
  if (rounded === 1_000 && unit < UNITS.length - 1) return `1${NBSP}${UNITS[unit + 1]}`
  return `${rounded}${NBSP}${UNITS[unit]}`
}

/** `1.2 M/h`. */
export function hourlyRate(n: number): string {
  return `${shortCount(n)}/h`
}

function digits(n: number): number {
  return n < 1 ? 1 : Math.floor(Math.log10(Math.round(n))) + 1
}

/** `50 %`, `0.4 %`, `< 0.1 %`: a part of a count. */
export function partOf(n: number, total: number): string {
  if (total === 0 || n === 0) return `0${NBSP}%`
  const percent = (n / total) * 100
  if (percent < 0.1) return `<${NBSP}0.1${NBSP}%`
  if (percent > 99.9 && percent < 100) return `>${NBSP}99.9${NBSP}%`
  return `${percent < 10 ? Number(percent.toFixed(1)) : Math.round(percent)}${NBSP}%`
}
