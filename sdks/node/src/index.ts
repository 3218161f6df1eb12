export type {
  Application,
  Bootstrap,
  ChangeListener,
  ContextFlags,
  Decision,
  EvaluationContext,
  EvaluationErrorCode,
  FailureCause,
  FeatureFlags,
  FlagMetadata,
  FlagsChange,
  JsonValue,
  Phase,
  ReadyOptions,
  Reason,
  Status,
  Widened,
} from '@bunting/client'
export {
  createFeatureFlags,
  type FeatureFlagsOptions,
  type NodeFeatureFlags,
} from './create-feature-flags.ts'
export type { Logger } from './report-warning.ts'
export { SDK } from './version.ts'
