import type { Decision, EvaluationErrorCode } from '../decision.ts'
import type { Condition, HashVersion, JsonValue } from '../ruleset.ts'

/** A decision and every step that led to it, in order. */
export interface Explanation {
  readonly decision: Decision<JsonValue | undefined>
  readonly steps: readonly Step[]
}

/** How a flag that was asked as a prerequisite came to its decision. */
export interface ExplainedPrerequisite {
  readonly flag: string
  readonly steps: readonly Step[]
}

export type Step =
  | ErrorStep
  | OffStep
  | PrerequisiteStep
  | TargetsStep
  | RuleStep
  | FallthroughStep
  | ServeStep

/** There is no such flag, or it cannot be evaluated. */
export interface ErrorStep {
  readonly step: 'error'
  readonly code: EvaluationErrorCode
  readonly message: string
}

/** The flag is off. */
export interface OffStep {
  readonly step: 'off'
}

/** Another flag was asked: see `explainPrerequisites`. When it is not met, the off variant is served. */
export interface PrerequisiteStep {
  readonly step: 'prerequisite'
  readonly flag: string
  readonly wanted: readonly string[]
  /** What the other flag answers; an error when it does not exist or cannot be evaluated. */
  readonly decision: Decision<JsonValue | undefined>
  readonly met: boolean
}

/** The targets were looked through for the context's targeting key. */
export interface TargetsStep {
  readonly step: 'targets'
  /** Undefined: the context has none. */
  readonly targetingKey: string | undefined
  /** What the target that names it serves; undefined: none does. */
  readonly variant: string | undefined
  /** What was looked for is the key's hash: client keys are given no ids. */
  readonly hashed?: true
}

export interface RuleStep {
  readonly step: 'rule'
  /** Place in the flag's rules, from 0. */
  readonly index: number
  readonly id: string
  readonly name?: string
  /** Up to and including the first that does not hold. */
  readonly conditions: readonly ConditionStep[]
  readonly holds: boolean
}

export interface ConditionStep {
  readonly condition: Condition
  /** The attribute's value in the context; undefined when it has none. */
  readonly found: unknown
  /**
   * `missing`: the context has no such attribute. `wrong-type`: it has one, which the operator does
   * not take. Neither holds, negated or not; but what is missing does not exist.
   */
  readonly outcome: 'match' | 'no-match' | 'missing' | 'wrong-type'
  /**
   * Which of the condition's values matched, and which element when the attribute is a list. A
   * condition that is `hashed` has no values but hashes.
   */
  readonly matched?: { readonly value?: Condition['values'][number]; readonly element?: unknown }
  /** For `inSegment`: each segment that was asked. */
  readonly segments?: readonly SegmentStep[]
  readonly holds: boolean
}

export interface SegmentStep {
  readonly segment: string
  /** What its lists were searched for. */
  readonly unit: string
  readonly because: 'excluded' | 'included' | 'conditions' | 'not-listed'
  /** Asked when no list has the unit; up to and including the first that does not hold. */
  readonly conditions: readonly ConditionStep[]
  readonly member: boolean
  /** What was looked for is the unit's hash: client keys are given no ids. */
  readonly hashed?: true
}

/** No rule held. */
export interface FallthroughStep {
  readonly step: 'fallthrough'
}

/** What the rule or the fallthrough serves. */
export interface ServeStep {
  readonly step: 'serve'
  readonly variant: string
  /** Absent when one variant is served to all. */
  readonly rollout?: RolloutStep
}

export interface RolloutStep {
  readonly bucketBy: string
  readonly hash: HashVersion
  readonly salt: string
  /** Undefined: the context has no such attribute, and the off variant is served. */
  readonly unit: string | undefined
  /** murmur3 of `salt:unit`, 0 … 2^32 − 1. */
  readonly position: number | undefined
  readonly arms: readonly ArmStep[]
}

export interface ArmStep {
  readonly variant: string
  /** In 1/1000 of a percent. */
  readonly share: number
  /** Positions from (included) … */
  readonly from: number
  /** … to (excluded). */
  readonly to: number
}
