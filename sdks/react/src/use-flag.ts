import { useAnswer } from './use-answer.ts'

/** Whether the flag is on for the provider's context. Renders again when, and only when, that changes. */
export function useFlag(key: string): boolean {
  return useAnswer((flags) => flags.isEnabled(key))
}
