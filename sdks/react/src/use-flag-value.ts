import type { JsonValue, Widened } from '@bunting/client'
import { useAnswer } from './use-answer.ts'

/**
 * The flag's value, or the fallback where it has none of the fallback's type. A JSON value is the
 * same object until what it holds changes, so it may stand among the dependencies of an effect.
 */
export function useFlagValue<T extends JsonValue>(key: string, fallback: T): Widened<T> {
  return useAnswer((flags) => flags.value(key, fallback))
}
