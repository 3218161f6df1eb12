import { dayWords } from '../shared/time-words.ts'

/** `ends 12 Dec`; a day that is over says so. */
export function endWords(day: string, now: number): string {
  const over = day < new Date(now).toISOString().slice(0, 10)
  return `${over ? 'was to end' : 'ends'} ${dayWords(day, now)}`
}
