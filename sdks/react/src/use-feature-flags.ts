import { useMemo, useSyncExternalStore } from 'react'
import type { FeatureFlags } from './feature-flags.ts'
import { useFlagSource } from './flag-source-context.ts'
import { trackAnswers } from './track-answers.ts'

/**
 * Flags to ask while rendering, in event handlers, in effects. The component renders again when an
 * answer it was given changes, and for no other flag; the object is then a new one, so it may stand
 * among the dependencies of effects and memos.
 * @throws Error outside a `<FeatureFlagsProvider>`
 *
 * @example
 * const featureFlags = useFeatureFlags()
 * const pay = () => (featureFlags.isEnabled('new-checkout') ? oneClick() : threeSteps())
 */
export function useFeatureFlags(): FeatureFlags {
  const source = useFlagSource()
  const answers = useMemo(() => trackAnswers(source), [source])
  return useSyncExternalStore(source.client.onStatus, answers.current, answers.atStart)
}
