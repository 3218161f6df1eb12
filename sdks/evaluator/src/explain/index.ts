export { explain } from './explain.ts'
export { explainPrerequisites } from './explain-prerequisites.ts'
export type {
  ArmStep,
  ConditionStep,
  ErrorStep,
  ExplainedPrerequisite,
  Explanation,
  FallthroughStep,
  OffStep,
  PrerequisiteStep,
  RolloutStep,
  RuleStep,
  SegmentStep,
  ServeStep,
  Step,
  TargetsStep,
} from './explanation.ts'
