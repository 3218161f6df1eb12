import { absorb, resumeHash } from './murmur3.ts'
import { folded } from './operators/text.ts'
import type { Hashed } from './ruleset.ts'

/**
 * Makes of a value what a list hashed with this salt holds in its place: of a text 64 bits, as a
 * text; of a number 53 bits, as a number; anything else stays what it is.
 *
 * The two words differ in what they begin with, as murmur3 differs for nothing else: texts that are
 * alike in one of them are not for that reason alike in the other.
 */
export function hashWith(salt: Hashed): <T>(value: T) => T {
  const first = absorb(`${salt}:`)
  const second = absorb(`${salt}::`)
  // A browser asks about one and the same user over and over.
  let asked: unknown
  let hash: unknown
  return <T>(value: T) => {
    const isText = typeof value === 'string'
    if (!isText && !Number.isFinite(value)) return value
    if (value !== asked) {
      const high = resumeHash(first, `${value}`) >>> 0
      const low = resumeHash(second, `${value}`) >>> 0
      hash = isText ? `${high.toString(36)}.${low.toString(36)}` : high * 2 ** 21 + (low >>> 11)
      asked = value
    }
    return hash as T
  }
}

/** What a list hashed with this salt holds: each value once, in an order that tells nothing. */
export function hashList<T>(values: readonly T[], salt: Hashed, ignoreCase = false): T[] {
  const hash = hashWith(salt)
  return [...new Set(values.map((value) => hash(ignoreCase ? folded(value) : value)))].sort()
}
