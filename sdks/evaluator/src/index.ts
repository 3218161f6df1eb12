export type {
  Decision,
  EvaluationContext,
  EvaluationErrorCode,
  FlagMetadata,
  Reason,
} from './decision.ts'
export type {
  Condition,
  Flag,
  HashVersion,
  JsonValue,
  Operator,
  Prerequisite,
  Rollout,
  Rule,
  Ruleset,
  Segment,
  Serve,
  Share,
  Target,
  ValueType,
} from './ruleset.ts'
