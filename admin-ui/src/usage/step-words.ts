const HOUR = 3_600_000

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' })

/** `14:30`; over several days `Mon 24`. */
export function tickWords(at: number, days: boolean): string {
  return (days ? day : time).format(at)
}

/** `Mon 24, 14:30 – 14:45`, in the reader's zone. */
export function stepWords(at: number, stepMs: number): string {
  const start = `${day.format(at)}, ${time.format(at)}`
  return stepMs >= 24 * HOUR ? start : `${start} – ${time.format(at + stepMs)}`
}
