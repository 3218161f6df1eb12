import { attributeOf, readAttribute, unitOf } from '../attribute.ts'
import type { EvaluationContext } from '../decision.ts'

/** The attribute's value; undefined when there is none, or reading it throws. */
export function valueIn(context: EvaluationContext, attribute: string): unknown {
  try {
    return readAttribute(context, attributeOf(attribute))
  } catch {
    return undefined
  }
}

/** What identifies the context in a rollout, a target or a segment's list. */
export function unitIn(context: EvaluationContext, attribute: string): string | undefined {
  return unitOf(valueIn(context, attribute))
}
