import { murmur3 } from '@bunting/evaluator'
import { COUNTRIES, PLAN } from '../example-flags.ts'
import type { Person } from '../subjects/subject.ts'

const COUNT = 10_000

/** One rule each, of S4; the last is everybody's, so that every rule is tried. */
export const COMPANIES: readonly string[] = numbered('customer', 50, 4)

/**
 * Who the flags are asked about, in turn. All meet every condition of S3, so that none is spared:
 * the version differs from one to the next, and about half of them are in the segment.
 */
export const PEOPLE: readonly Person[] = numbered('user', COUNT, 9).map((targetingKey, index) => ({
  targetingKey,
  country: COUNTRIES[index % COUNTRIES.length] ?? '',
  plan: PLAN,
  appVersion: versionOf(index),
  company: COMPANIES.at(-1) ?? '',
}))

/** 10,000 ids: those of half of the people, picked so that no processor guesses whose, and others. */
export const MEMBERS: readonly string[] = [
  ...PEOPLE.map(({ targetingKey }) => targetingKey).filter((unit) => murmur3(unit, 1) % 2 === 0),
  ...numbered('other', COUNT, 8),
].slice(0, COUNT)

/** 2.3.0 and later. */
function versionOf(index: number): string {
  const major = 2 + (index % 3)
  return `${major}.${3 + (index % 19)}.${index % 7}`
}

function numbered(prefix: string, count: number, digits: number): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}-${String(at).padStart(digits, '0')}`)
}
