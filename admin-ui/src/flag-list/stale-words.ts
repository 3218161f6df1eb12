import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'

export type Stale = NonNullable<FlagView['stale']>[number]

/** Why, in two words: on the badge and at the head of what it says. */
export const REASON_WORDS: Readonly<Record<Stale['reason'], string>> = {
  'not-evaluated': 'not asked for',
  'fully-on': 'fully on',
  'past-end-date': 'past its date',
}

/** `not asked for · past its date` */
export function badgeWords(stale: readonly Stale[]): string {
  return stale.map(({ reason }) => REASON_WORDS[reason]).join(' · ')
}

/** The one next step that a click takes. */
export type NextStep = 'archive' | 'see-evaluations' | 'later-date'

/** What nobody asks for may go; what is asked for is first taken out of the code. */
export function nextStepOf(stale: readonly Stale[]): NextStep | null {
  const is = (reason: Stale['reason']) => stale.some((one) => one.reason === reason)
  if (is('not-evaluated')) return 'archive'
  if (is('fully-on')) return 'see-evaluations'
  return is('past-end-date') ? 'later-date' : null
}

const DAY = 24 * 3_600_000
export const EXTENSION_DAYS = 30

/** Thirty days from today, as a day of the calendar. */
export function laterDate(now: number): string {
  return new Date(now + EXTENSION_DAYS * DAY).toISOString().slice(0, 10)
}
