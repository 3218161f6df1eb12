import { type Attribute, attributeOf, readAttribute } from './attribute.ts'
import type { EvaluationContext } from './decision.ts'
import type { Operators, Test, Verdict } from './operators/test.ts'
import { refuse } from './refuse.ts'
import type { Condition } from './ruleset.ts'

export interface CompiledCondition {
  readonly attribute: Attribute
  readonly texts: Test['texts'] | undefined
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
  return conditions.map(
    ({ attribute, operator, values, negate = false, ignoreCase = false, hashed }) => {
      const makeTest =
        (Object.hasOwn(operators, operator) && operators[operator]) || refuse(operator)
      const test = makeTest(values, ignoreCase, hashed)
      const missing = test(undefined, {})
      return { attribute: attributeOf(attribute), texts: test.texts, test, missing, negate }
    },
  )
}

/** Whether all conditions hold; there may be none. Never throws. */
export function allHold(
  conditions: readonly CompiledCondition[],
  context: EvaluationContext,
): boolean {
  for (const { attribute, texts, test, missing, negate } of conditions) {
    let verdict = missing
    try {
      const value = readAttribute(context, attribute)
      verdict =
        typeof value === 'string' && texts !== undefined
          ? typeof texts === 'string'
            ? value === texts
            : texts.has(value)
          : anythingElse(value, test, context)
    } catch {
      // A getter, a proxy or a text too long to fold: no such attribute.
    }
    if (negate ? verdict !== false : !verdict) return false
  }
  return true
}

function anythingElse(value: unknown, test: Test, context: EvaluationContext): Verdict {
  const verdict = test(value, context)
  return verdict === undefined && Array.isArray(value) ? anyMatches(value, test, context) : verdict
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
