import type { Decision, DecisionOn, FlagKey } from '@bunting/client'
import { useAnswer } from './use-answer.ts'

/**
 * The flag's value with its variant and the reason for it. The same object until one changes.
 * @throws Error outside a `<FeatureFlagsProvider>`
 *
 * @example
 * const { value, variant, reason } = useFlagDecision('button-colour')
 */
export function useFlagDecision<K extends FlagKey>(key: K): DecisionOn<K, Decision> {
  return useAnswer((flags) => flags.decide(key))
}
