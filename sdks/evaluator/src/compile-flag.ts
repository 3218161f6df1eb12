import { type Answer, answer, NO_METADATA } from './answer.ts'
import type { Reason } from './decision.ts'
import type { Operators } from './operators/test.ts'
import { refuse } from './refuse.ts'
import { type CompiledRule, compileRules } from './rules.ts'
import type { Flag, Serve, ValueType } from './ruleset.ts'
import { type CompiledServe, compileRollout } from './serve.ts'

export interface CompiledFlag {
  readonly key: string
  readonly type: ValueType
  /** The answer when no context can change it. */
  readonly fixed: Answer | undefined
  /** The answer when a prerequisite is not met. */
  readonly off: Answer
  readonly prerequisites: readonly Prerequisite[]
  /** By targeting key; undefined when nobody is targeted. */
  readonly targets: ReadonlyMap<string | undefined, Answer> | undefined
  readonly rules: readonly CompiledRule[]
  readonly fallthrough: CompiledServe
}

/** Met when the flag, being on, serves one of the variants. */
export interface Prerequisite {
  readonly flag: string
  readonly variants: ReadonlySet<string | undefined>
}

/**
 * Everything that needs no context is done here, once. Throws when the flag cannot be evaluated; one
 * that is off always can, whatever its rules.
 */
export function compileFlag(flag: Flag, operators: Operators): CompiledFlag {
  const { key, type, variants, on } = flag

  function answerOf(variant: string, reason: Reason, ruleId?: string): Answer {
    const value = Object.hasOwn(variants, variant) ? variants[variant] : undefined
    if (value === undefined || (type !== 'json' && typeof value !== type)) return refuse(variant)
    const flagMetadata = ruleId === undefined ? NO_METADATA : { ruleId }
    return answer(key, { value, variant, reason, flagMetadata })
  }

  const off = answerOf(flag.offVariant, on ? 'DEFAULT' : 'DISABLED')
  const serveOff: CompiledServe = { always: off, rollout: undefined }
  const base = { key, type, off, targets: undefined }
  if (!on) return { ...base, fixed: off, prerequisites: [], rules: [], fallthrough: serveOff }

  function serve(what: Serve, reason: Reason, ruleId?: string): CompiledServe {
    if ('variant' in what) return { ...serveOff, always: answerOf(what.variant, reason, ruleId) }
    const armOf = (variant: string) => answerOf(variant, 'SPLIT', ruleId)
    return { ...serveOff, rollout: compileRollout(what.rollout, flag.salt, armOf) }
  }

  const targeted = new Map<string | undefined, Answer>()
  // From the last to the first: a unit's first target wins.
  for (const { variant, values } of flag.targets.toReversed()) {
    const target = answerOf(variant, 'TARGETING_MATCH')
    for (const unit of values) targeted.set(unit, target)
  }
  const prerequisites = flag.prerequisites.map((needed) => ({
    flag: needed.flag,
    variants: new Set(needed.variants),
  }))
  const rules = compileRules(
    flag.rules,
    (rule) => serve(rule.serve, 'TARGETING_MATCH', rule.id),
    operators,
  )
  const targets = targeted.size > 0 ? targeted : undefined
  const alone = prerequisites.length + targeted.size + rules.length === 0
  const fallthrough = serve(flag.fallthrough, alone ? 'STATIC' : 'DEFAULT')
  const fixed = alone && !fallthrough.rollout ? fallthrough.always : undefined
  return { ...base, targets, fixed, prerequisites, rules, fallthrough }
}
