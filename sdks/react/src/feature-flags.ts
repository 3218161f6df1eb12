import type { Decision, DecisionOn, FlagKey, FlagKeyFor, JsonValue, Widened } from '@bunting/client'

/** Questions about the provider's context. The functions may be taken off it. */
export interface FeatureFlags {
  /** False for a flag that is unknown, not boolean, or not here yet. */
  isEnabled(key: FlagKey<boolean>): boolean
  /** The fallback for a flag that is unknown, of another type than the fallback, or not here yet. */
  value<T extends JsonValue>(key: FlagKeyFor<T>, fallback: T): Widened<T>
  /** Value and the reason for it; the same object until either changes. */
  decide<K extends FlagKey>(key: K): DecisionOn<K, Decision>
}

/** With a fallback, a flag of another type is an error. */
export type Decide = (key: string, fallback?: JsonValue) => Decision

/** The three questions, answered from decisions. */
export function featureFlags(decide: Decide): FeatureFlags {
  return {
    isEnabled: (key) => decide(key, false).value === true,
    value: <T extends JsonValue>(key: string, fallback: T) => {
      const { value, errorCode } = decide(key, fallback)
      return (errorCode ? fallback : value) as Widened<T>
    },
    decide: (key) => decide(key),
  }
}
