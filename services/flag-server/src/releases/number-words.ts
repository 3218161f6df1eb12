const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Rounded up, as what is left should be: `40 s`, `18 min`, `5 h 20 min`, `3 days`. */
export function durationInWords(ms: number): string {
  if (ms <= 90 * SECOND) return `${Math.ceil(ms / SECOND)} s`
  const minutes = Math.ceil(ms / MINUTE)
  if (minutes <= 90) return `${minutes} min`
  if (ms > 48 * HOUR) return `${Math.ceil(ms / (24 * HOUR))} days`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ''}`
}

/** `1,204`. */
export function countInWords(count: number): string {
  return Math.round(count).toLocaleString('en-US')
}

/** E by its logarithm: `0.31`, `84`, `1,204`, `over a million`. */
export function evidenceInWords(logE: number): string {
  if (logE > Math.log(1e6)) return 'over a million'
  const e = Math.exp(logE)
  return e >= 10 ? countInWords(e) : e.toFixed(2)
}

/** A share of 0 … 1: `4.2 %`. */
export function shareInWords(share: number): string {
  return `${(100 * share).toLocaleString('en-US', { maximumSignificantDigits: 3 })} %`
}
