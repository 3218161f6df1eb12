export type {
  Bootstrap,
  Client,
  Decision,
  EvaluationContext,
  FlagKey,
  JsonValue,
  Status,
  Warning,
  Widened,
} from '@bunting/client'
export {
  createFeatureFlagsClient,
  type FeatureFlagsClientOptions,
} from './create-feature-flags-client.ts'
export { Feature, type FeatureProps } from './feature.tsx'
export type { FeatureFlags } from './feature-flags.ts'
export { FeatureFlagsProvider, type FeatureFlagsProviderProps } from './feature-flags-provider.tsx'
export { useFeatureFlags } from './use-feature-flags.ts'
export { type FeatureFlagsStatus, useFeatureFlagsStatus } from './use-feature-flags-status.ts'
export { useFlag } from './use-flag.ts'
export { useFlagDecision } from './use-flag-decision.ts'
export { useFlagValue } from './use-flag-value.ts'
export { useSuspenseFlag } from './use-suspense-flag.ts'
export { type Track, useTrack } from './use-track.ts'
export { visitorId } from './visitor-id.ts'
