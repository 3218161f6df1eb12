import type { Decision, FlagMetadata } from './decision.ts'
import type { JsonValue } from './ruleset.ts'

/** A decision made in advance, and how often it was given since counts were last drained. */
export interface Answer {
  readonly flag: string
  readonly decision: Decision<JsonValue | undefined>
  count: number
}

/** The decision is frozen: everybody is handed the same. Its value may be the caller's own. */
export function answer(flag: string, decision: Decision<JsonValue | undefined>): Answer {
  return { flag, decision: Object.freeze(decision), count: 0 }
}

/** And whatever is in it. */
export function freezeWhole<T>(value: T): T {
  if (!Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value as object).forEach(freezeWhole)
  }
  return value
}

export const NO_METADATA: FlagMetadata = Object.freeze({})
