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
  FlagKey,
  FlagMetadata,
  FlagsChange,
  JsonValue,
  PathResult,
  Paths,
  Phase,
  ReadyOptions,
  Reason,
  Status,
  Widened,
} from '@bunting/client'
export type { Flag, Ruleset, Segment } from '@bunting/evaluator'
export {
  createFeatureFlags,
  type NodeFeatureFlags,
  type NodeStatus,
} from './create-feature-flags.ts'
export type { FeatureFlagsOptions } from './feature-flags-options.ts'
export type { Logger } from './report-warning.ts'
export { SDK } from './version.ts'
