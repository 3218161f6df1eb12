const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `now`, `2 min ago`, `3 d ago`; after a month the date. `now` is passed in, for tests. */
export function ago(instant: string, now: number): string {
  const age = now - Date.parse(instant)
  if (age < MINUTE) return 'just now'
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`
  if (age < 31 * DAY) return `${Math.floor(age / DAY)} d ago`
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(Date.parse(instant))
}

/** To the second, in the reader's zone: what one compares with a log. */
export function exactly(instant: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(Date.parse(instant))
}

/** `23 Nov, 09:04`, in the reader's zone. */
export function shortly(instant: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(Date.parse(instant))
}
