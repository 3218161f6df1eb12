export { explain } from './explain.ts'
export type {
  ArmStep,
  ConditionStep,
  ErrorStep,
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
