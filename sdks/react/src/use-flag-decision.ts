import type { Decision } from '@bunting/client'
import { useAnswer } from './use-answer.ts'

/** The flag's value with its variant and the reason for it. The same object until one changes. */
export function useFlagDecision(key: string): Decision {
  return useAnswer((flags) => flags.decide(key))
}
