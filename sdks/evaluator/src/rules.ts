import { type Attribute, attributeOf, unitOf } from './attribute.ts'
import { type CompiledCondition, compileConditions } from './condition.ts'
import type { Operators } from './operators/test.ts'
import type { Condition, Rule } from './ruleset.ts'
import type { CompiledServe } from './serve.ts'

/**
 * A rule; or, as one look-up, neighbours that ask only whether an attribute equals some values, or a
 * rule that asks only for a segment that is lists.
 */
export type CompiledRule = PlainRule | LookUp

interface PlainRule {
  readonly attribute: undefined
  readonly conditions: readonly CompiledCondition[]
  readonly serve: CompiledServe
}

interface LookUp {
  readonly attribute: Attribute
  readonly serves: CompiledServe[]
  /** Which of them a value is served: that of the first rule that names it. */
  readonly indexes: Map<unknown, number>
  /** Whether whole numbers count as their digits. */
  readonly areUnits: boolean
}

export function compileRules(
  rules: readonly Rule[],
  serve: (rule: Rule) => CompiledServe,
  operators: Operators,
): CompiledRule[] {
  const compiled: CompiledRule[] = []
  for (const rule of rules) {
    const equality = soleEquality(rule.conditions)
    if (equality === undefined) {
      const conditions = compileConditions(rule.conditions, operators)
      const served = serve(rule)
      const plain = { attribute: undefined, conditions, serve: served }
      compiled.push(memberRule(conditions, served) ?? plain)
      continue
    }
    let run = compiled.at(-1)
    if (!run?.attribute || run.areUnits || run.attribute.name !== equality.attribute) {
      const attribute = attributeOf(equality.attribute)
      run = { attribute, serves: [], indexes: new Map(), areUnits: false }
      compiled.push(run)
    }
    const { serves, indexes } = run as LookUp
    equality.values.forEach((value) => {
      if (!indexes.has(value)) indexes.set(value, serves.length)
    })
    serves.push(serve(rule))
  }
  return compiled
}

/** The rule as a look-up, when it asks only for a segment that is lists. */
function memberRule(
  [condition, ...others]: readonly CompiledCondition[],
  serve: CompiledServe,
): LookUp | undefined {
  const { attribute, test, negate } = condition ?? {}
  return attribute && test?.members && !negate && others.length === 0
    ? { attribute, serves: [serve], indexes: test.members, areUnits: true }
    : undefined
}

/** The condition of a rule that asks only whether an attribute is one of some values. */
function soleEquality([condition, ...others]: readonly Condition[]): Condition | undefined {
  const { operator, negate, ignoreCase, hashed } = condition ?? {}
  const isEquality = operator === 'in' || operator === 'equals'
  const isPlain = !negate && !ignoreCase && hashed === undefined
  return isEquality && isPlain && others.length === 0 ? condition : undefined
}

/** Which rule holds for what is no text: for a list the first of its elements'. Throws as proxies may. */
export function indexOf(value: unknown, { indexes, areUnits }: LookUp): number | undefined {
  const find = (one: unknown) => indexes.get(areUnits ? unitOf(one) : one)
  if (!Array.isArray(value)) return find(value)
  let first = Number.POSITIVE_INFINITY
  for (const element of value) first = Math.min(first, find(element) ?? first)
  return Number.isFinite(first) ? first : undefined
}
