import type { FlagKeyFor, JsonValue, Widened } from '@bunting/client'
import { useAnswer } from './use-answer.ts'

/**
 * The flag's value, or the fallback where it has none of the fallback's type. A JSON value is the
 * same object until what it holds changes, so it may stand among the dependencies of an effect.
 * @throws Error outside a `<FeatureFlagsProvider>`
 *
 * @example
 * const colour = useFlagValue('button-colour', 'grey')
 */
export function useFlagValue<T extends JsonValue>(key: FlagKeyFor<T>, fallback: T): Widened<T> {
  return useAnswer((flags) => flags.value(key, fallback))
}
