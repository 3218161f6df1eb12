import { type Attribute, attributeOf } from './attribute.ts'
import { type CompiledCondition, compileConditions } from './condition.ts'
import type { Operators } from './operators/test.ts'
import type { Condition, Rule } from './ruleset.ts'
import type { CompiledServe } from './serve.ts'

/** A rule; or neighbours that ask only whether an attribute equals some values, as one look-up. */
export type CompiledRule = PlainRule | EqualityRun

interface PlainRule {
  readonly attribute: undefined
  readonly conditions: readonly CompiledCondition[]
  readonly serve: CompiledServe
}

interface EqualityRun {
  readonly attribute: Attribute
  readonly serves: CompiledServe[]
  /** Which of them a value is served: that of the first rule that names it. */
  readonly indexes: Map<unknown, number>
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
      compiled.push({ attribute: undefined, conditions, serve: serve(rule) })
      continue
    }
    let run = compiled.at(-1)
    if (run?.attribute?.name !== equality.attribute) {
      run = { attribute: attributeOf(equality.attribute), serves: [], indexes: new Map() }
      compiled.push(run)
    }
    const { serves, indexes } = run as EqualityRun
    equality.values.forEach((value) => {
      if (!indexes.has(value)) indexes.set(value, serves.length)
    })
    serves.push(serve(rule))
  }
  return compiled
}

/** The condition of a rule that asks only whether an attribute is one of some values. */
function soleEquality([condition, ...others]: readonly Condition[]): Condition | undefined {
  const { operator, negate, ignoreCase } = condition ?? {}
  const isEquality = operator === 'in' || operator === 'equals'
  return isEquality && !negate && !ignoreCase && others.length === 0 ? condition : undefined
}

/** The first rule that one of the list's elements makes hold. Throws as proxies may. */
export function firstNamed(
  list: readonly unknown[],
  indexes: ReadonlyMap<unknown, number>,
): number | undefined {
  let first = Number.POSITIVE_INFINITY
  for (const element of list) first = Math.min(first, indexes.get(element) ?? first)
  return Number.isFinite(first) ? first : undefined
}
