import type { FlagKey } from '@bunting/client'
import { useAnswer } from './use-answer.ts'

/**
 * Whether the flag is on for the provider's context; false for one that is unknown, not boolean, or not
 * here yet. Renders again when, and only when, that changes.
 * @throws Error outside a `<FeatureFlagsProvider>`
 *
 * @example
 * return useFlag('new-checkout') ? <OneClick /> : <ThreeSteps />
 */
export function useFlag(key: FlagKey<boolean>): boolean {
  return useAnswer((flags) => flags.isEnabled(key))
}
