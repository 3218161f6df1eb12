import type { Decision, EvaluationContext, JsonValue } from '@bunting/evaluator'
import type { DecisionCase } from './vector-file.ts'

/** `decide` of an SDK, for fallbacks whose type is any: the compiler cannot follow all of JSON. */
export interface Decide {
  decide(flag: string, context: EvaluationContext, fallback?: JsonValue): Decision
}

export function ask(sdk: Decide, { flag, context, fallback }: DecisionCase): Decision {
  return fallback === undefined ? sdk.decide(flag, context) : sdk.decide(flag, context, fallback)
}

/** What a case expects, of a decision. */
export function outcomeOf({ value, variant, reason, errorCode, flagMetadata }: Decision) {
  const { ruleId } = flagMetadata
  return {
    ...{ value, reason },
    ...(variant !== undefined && { variant }),
    ...(errorCode !== undefined && { errorCode }),
    ...(ruleId !== undefined && { ruleId }),
  }
}
