import { expect, it } from 'vitest'
import { badgeWords, laterDate, nextStepOf, type Stale } from './stale-words.ts'

const stale = (...reasons: Stale['reason'][]): Stale[] =>
  reasons.map((reason) => ({ reason, since: '2026-11-01T00:00:00.000Z', advice: '' }))

it('offers to archive what nobody asks for, whatever else it is', () => {
  expect(nextStepOf(stale('not-evaluated', 'fully-on', 'past-end-date'))).toBe('archive')
})

it('never offers to archive what code still asks for', () => {
  expect(nextStepOf(stale('fully-on'))).toBe('see-evaluations')
  expect(nextStepOf(stale('past-end-date'))).toBe('later-date')
  expect(nextStepOf([])).toBeNull()
})

it('names every reason', () => {
  expect(badgeWords(stale('not-evaluated', 'past-end-date'))).toBe('not asked for · past its date')
})

it('moves a date by thirty days, over the end of a year too', () => {
  expect(laterDate(Date.parse('2026-12-10T23:59:59Z'))).toBe('2027-01-09')
})
