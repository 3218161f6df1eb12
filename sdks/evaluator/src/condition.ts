import { type Attribute, attributeOf, readAttribute } from './attribute.ts'
import type { EvaluationContext } from './decision.ts'
import type { Operators, Test, Verdict } from './operators/test.ts'
import { refuse } from './refuse.ts'
import type { Condition } from './ruleset.ts'

export interface CompiledCondition {
  readonly attribute: Attribute
  readonly test: Test
  /** The verdict on a context without the attribute. */
  readonly missing: Verdict
  readonly negate: boolean
}

/** Throws when a condition cannot be evaluated. */
export function compileConditions(
  conditions: readonly Condition[],
  operators: Operators,
): CompiledCondition[] {
  return conditions.map(({ attribute, operator, values, negate = false, ignoreCase = false }) => {
    const makeTest = Object.hasOwn(operators, operator) ? operators[operator] : refuse(operator)
    const test = makeTest(values, ignoreCase)
    return { attribute: attributeOf(attribute), test, missing: test(undefined, {}), negate }
  })
}

/** Whether all conditions hold; there may be none. Never throws. */
export function allHold(
  conditions: readonly CompiledCondition[],
  context: EvaluationContext,
): boolean {
  for (const { attribute, test, missing, negate } of conditions) {
    let verdict = missing
    try {
      const value = readAttribute(context, attribute)
      verdict = test(value, context)
      if (verdict === undefined && Array.isArray(value)) verdict = anyMatches(value, test, context)
    } catch {
      // A getter, a proxy or a text too long to fold: no such attribute.
    }
    if (negate ? verdict !== false : !verdict) return false
  }
  return true
}

/** A list is of the right type when it is empty or an element is. */
function anyMatches(list: readonly unknown[], test: Test, context: EvaluationContext): Verdict {
  let verdict: Verdict = list.length === 0 ? false : undefined
  for (const element of list) {
    const one = test(element, context)
    if (one) return true
    verdict ??= one
  }
  return verdict
}
