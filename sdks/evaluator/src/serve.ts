import type { Answer } from './answer.ts'
import { type Attribute, attributeOf } from './attribute.ts'
import type { Exposures, Watch } from './exposures.ts'
import { absorb, type HashState } from './murmur3.ts'
import { refuse } from './refuse.ts'
import type { Rollout } from './ruleset.ts'

/** What is served: always the same, or an arm of a rollout. */
export interface CompiledServe {
  /** With a rollout: to contexts without the attribute that is bucketed. */
  readonly always: Answer
  readonly rollout: CompiledRollout | undefined
}

interface CompiledRollout {
  readonly attribute: Attribute
  readonly salted: HashState
  readonly arms: readonly Answer[]
  /** Where arms end before the whole does, less 2^31; a unit's arm is how many it has reached. */
  readonly ends: readonly number[]
  /** The unit of contexts that have none. */
  readonly otherwise: string | undefined
  /** Told of everybody, while a release runs here. */
  readonly watch: Watch | undefined
}

/** Of the process that evaluates. */
export interface Surroundings {
  /** What `bucketBy: 'instance'` means by default. */
  readonly instance?: string | undefined
  /** Remember whom releases have met; none when nobody asks for that. */
  readonly exposures?: Exposures | undefined
}

/** The attribute that a process has if a context has it not. */
export const INSTANCE = 'instance'

/** What the shares of a rollout add up to: 100 %. */
export const WHOLE = 100_000

/**
 * A unit's position is murmur3(salt + ":" + unit), an unsigned 32-bit number; it is in the first arm
 * whose boundary, floor(cumulative share · 2^32 / 100,000), exceeds that.
 */
export function compileRollout(
  { bucketBy = 'targetingKey', salt, hash = 'murmur3-v1', shares }: Rollout,
  flagSalt: string,
  answerOf: (variant: string) => Answer,
  instance?: string,
  watchOf?: (variants: readonly string[]) => Watch | undefined,
): CompiledRollout {
  let sum = 0
  const boundaries = shares.map(({ share }) => {
    sum += share
    return Math.floor((sum * 2 ** 32) / WHOLE)
  })
  if (sum !== WHOLE) refuse(sum)
  if (hash !== 'murmur3-v1') refuse(hash)
  return {
    attribute: attributeOf(bucketBy),
    salted: absorb(`${salt ?? flagSalt}:`),
    arms: shares.map(({ variant }) => answerOf(variant)),
    // Nobody reaches the end of the whole. `| 0`: to engines a difference is a float without.
    ends: boundaries.filter((end) => end < 2 ** 32).map((end) => (end - 2 ** 31) | 0),
    otherwise: bucketBy === INSTANCE ? instance : undefined,
    watch: watchOf?.(shares.map(({ variant }) => variant)),
  }
}
