import type { EvaluationContext } from '../decision.ts'
import type { Condition, Operator } from '../ruleset.ts'

/** Undefined: missing, or of a type the operator does not take. No match then, negated or not. */
export type Verdict = boolean | undefined

/** Asks one value (an attribute's, or a list's element) whether it matches. */
export type Test = (asked: unknown, context: EvaluationContext) => Verdict

export type Value = Condition['values'][number]

/** Throws when a value is not one the operator can take. */
export type MakeTest = (values: readonly Value[], ignoreCase: boolean) => Test

export type Operators = Readonly<Record<Operator, MakeTest>>

/** An operator that asks each of its values in turn; they all take the same types. */
export function anyOf(makeOne: (value: Value, ignoreCase: boolean) => Test): MakeTest {
  return (values, ignoreCase) => {
    const tests = values.map((value) => makeOne(value, ignoreCase))
    const [only] = tests
    return only && tests.length === 1
      ? only
      : (asked, context) => {
          let verdict: Verdict
          for (const test of tests) {
            verdict = test(asked, context)
            if (verdict) break
          }
          return verdict
        }
  }
}
