import type { Ruleset } from '@bunting/evaluator'
import { COUNTRIES, MIN_VERSION, PLAN, targetedFlag } from '../example-flags.ts'
import type { Person } from '../subjects/subject.ts'

export const CHANGES = 3

/** Somebody every flag's rule is for, and somebody none is for. */
export const INSIDER: Person = {
  targetingKey: 'user-000000001',
  country: COUNTRIES[0],
  plan: PLAN,
  appVersion: MIN_VERSION,
}
export const OUTSIDER: Person = { ...INSIDER, country: 'BR' }

/** Flags on for 30 % of their insiders. */
export function rulesetOf(count: number): Ruleset {
  return { flags: keysOf(count).map((key) => targetedFlag(key, 30)), segments: [] }
}

export function keysOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `flag-${String(index).padStart(5, '0')}`)
}

/** The flag that a change (1, 2 …) turns on for all insiders. */
export function changedKey(change: number): string {
  return `flag-${String(change * 7).padStart(5, '0')}`
}

export function changed({ flags, segments }: Ruleset, change: number): Ruleset {
  const key = changedKey(change)
  return {
    flags: flags.map((flag) => (flag.key === key ? targetedFlag(key, 100) : flag)),
    segments,
  }
}
