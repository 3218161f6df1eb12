import { type Attribute, unitOf } from './attribute.ts'
import { type CompiledCondition, compileConditions } from './condition.ts'
import type { Operators } from './operators/test.ts'
import type { Rule } from './ruleset.ts'
import type { CompiledServe } from './serve.ts'

/**
 * A rule; or, as one look-up, neighbours that ask only whether an attribute is one of some texts, or a
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
    const conditions = compileConditions(rule.conditions, operators)
    const served = serve(rule)
    const [first] = conditions
    // A look-up, if the rule asks for nothing else.
    const sole = first && conditions.length === 1 && !first.negate ? first : undefined
    const members = sole?.test.members
    if (sole && members) {
      const { attribute } = sole
      compiled.push({ attribute, serves: [served], indexes: members, areUnits: true })
    } else if (sole?.texts !== undefined) {
      const { attribute, texts } = sole
      let run = compiled.at(-1)
      if (run?.attribute !== attribute || run.areUnits) {
        run = { attribute, serves: [], indexes: new Map(), areUnits: false }
        compiled.push(run)
      }
      const { serves, indexes } = run
      for (const text of typeof texts === 'string' ? [texts] : texts) {
        if (!indexes.has(text)) indexes.set(text, serves.length)
      }
      serves.push(served)
    } else compiled.push({ attribute: undefined, conditions, serve: served })
  }
  return compiled
}

/** Which rule holds for what is no text: for a list the first of its elements'. Throws as proxies may. */
export function indexOf(value: unknown, { indexes, areUnits }: LookUp): number | undefined {
  const find = (one: unknown) => indexes.get(areUnits ? unitOf(one) : one)
  if (!Array.isArray(value)) return find(value)
  let first = Number.POSITIVE_INFINITY
  for (const element of value) first = Math.min(first, find(element) ?? first)
  return Number.isFinite(first) ? first : undefined
}
