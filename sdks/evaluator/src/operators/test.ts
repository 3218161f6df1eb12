import type { EvaluationContext } from '../decision.ts'
import type { Condition, Operator } from '../ruleset.ts'

/** Undefined: missing, or of a type the operator does not take. No match then, negated or not. */
export type Verdict = boolean | undefined

/** Asks one value (an attribute's, or a list's element) whether it matches. */
export interface Test {
  (asked: unknown, context: EvaluationContext): Verdict
  /** The text, or the texts, that match; no other text does. To look is quicker than to call. */
  readonly texts?: string | ReadonlySet<unknown>
  /** The units that match, each with 0; no other unit does. */
  readonly members?: Map<unknown, number>
}

export type Value = Condition['values'][number]

/**
 * Throws when a value is not one the operator can take.
 *
 * @param salt of values that are hashes, which only equality can be asked of
 */
export type MakeTest = (values: readonly Value[], ignoreCase: boolean, salt?: string) => Test

/** Those that are known; a condition that asks another cannot be evaluated. */
export type Operators = Readonly<Partial<Record<Operator, MakeTest>>>

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
