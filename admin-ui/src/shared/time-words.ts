const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * `just now`, `2 min ago`, `3 d ago`; `in 2 min`, `in 3 d`; beyond a month the date. What is to come is
 * rounded up: it is never over before it says so. `now` is passed in, for tests.
 */
export function ago(instant: string, now: number): string {
  const age = now - Date.parse(instant)
  // Either way: clocks differ, and what a page takes for now is some seconds old.
  if (Math.abs(age) < MINUTE) return 'just now'
  if (age < 0 && age > -31 * DAY) return `in ${leftWords(-age)}`
  if (age < 0) return dateWords(instant)
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`
  if (age < 31 * DAY) return `${Math.floor(age / DAY)} d ago`
  return dateWords(instant)
}

function leftWords(left: number): string {
  if (left <= HOUR) return `${Math.ceil(left / MINUTE)} min`
  if (left <= 2 * DAY) return `${Math.ceil(left / HOUR)} h`
  return `${Math.ceil(left / DAY)} d`
}

function dateWords(instant: string): string {
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

/** `12 Dec`, with its year where that is another one: of a day, `2026-12-12`, whatever the reader's zone. */
export function dayWords(day: string, now: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  const year = date.getUTCFullYear() !== new Date(now).getFullYear()
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(year && { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(date)
}
