import type { Decision, FlagMetadata } from './decision.ts'
import type { JsonValue } from './ruleset.ts'

/** A decision made in advance, and how often it was given since counts were last drained. */
export interface Answer {
  readonly flag: string
  readonly decision: Decision<JsonValue | undefined>
  count: number
}

/** Frozen, values too: everybody is handed the same objects. */
export function answer(flag: string, decision: Decision<JsonValue | undefined>): Answer {
  return { flag, decision: freeze(decision), count: 0 }
}

function freeze<T>(value: T): T {
  if (!Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value as object).forEach(freeze)
  }
  return value
}

export const NO_METADATA: FlagMetadata = Object.freeze({})
