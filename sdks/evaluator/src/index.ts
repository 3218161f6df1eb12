export { armOf } from './arm-of.ts'
export { unitOf } from './attribute.ts'
export { compileRuleset } from './compile-ruleset.ts'
export {
  type Applied,
  type CompiledRuleset,
  createRuleset,
  createRulesetWith,
  type EvaluationCount,
  type RulesetChanges,
  type RulesetLines,
} from './create-ruleset.ts'
export type {
  Decision,
  EvaluationContext,
  EvaluationErrorCode,
  FlagMetadata,
  Reason,
} from './decision.ts'
export { decide, isEnabled, type ValueOf } from './evaluate.ts'
export {
  type Arm,
  createExposures,
  type ExposedUnits,
  type Exposure,
  type Exposures,
} from './exposures.ts'
export { hashList } from './hashed-list.ts'
export { encodeLine, hasRelease, keyOfLine } from './line.ts'
export { murmur3 } from './murmur3.ts'
export { needsOf } from './needs.ts'
export { isFlagNode } from './node-names.ts'
export { COMMON_OPERATORS } from './operators/operators.ts'
export type { Operators } from './operators/test.ts'
export type {
  Condition,
  Flag,
  Hashed,
  HashVersion,
  JsonValue,
  Operator,
  Prerequisite,
  Rollout,
  Rule,
  Ruleset,
  RunningRelease,
  Segment,
  Serve,
  Share,
  Target,
  ValueType,
} from './ruleset.ts'
export { flagKeys, linesOf } from './ruleset-lines.ts'
export type { Surroundings } from './serve.ts'
