import type { Value } from '../operators/test.ts'
import type { Hashed } from '../ruleset.ts'
import type { Path, Problem } from './problem.ts'

/** Two words of 32 bits in base 36. */
const HASH = /^(0|[1-9a-z][\da-z]{0,6})\.(0|[1-9a-z][\da-z]{0,6})$/

/** A list with a salt holds hashes, true and false, and nothing else. */
export function checkHashed(
  values: readonly Value[],
  salt: Hashed | undefined,
  path: Path,
): Problem[] {
  return salt === undefined
    ? []
    : values.flatMap((value, at) =>
        typeof value === 'boolean' || isHash(value)
          ? []
          : [{ path: [...path, at], message: 'must be a hash, as the list is hashed' }],
      )
}

function isHash(value: string | number): boolean {
  return typeof value === 'string' ? HASH.test(value) : Number.isSafeInteger(value) && value >= 0
}
