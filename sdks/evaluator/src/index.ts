export { compileRuleset } from './compile-ruleset.ts'
export {
  type Applied,
  type CompiledRuleset,
  createRuleset,
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
export { encodeLine, keyOfLine } from './line.ts'
export { murmur3 } from './murmur3.ts'
export { isFlagNode } from './needs.ts'
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
export { flagKeys, linesOf } from './ruleset-lines.ts'
