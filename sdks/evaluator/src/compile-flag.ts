import { type Answer, answer, freezeWhole, NO_METADATA } from './answer.ts'
import type { Reason } from './decision.ts'
import { hashWith } from './hashed-list.ts'
import type { Operators } from './operators/test.ts'
import { refuse } from './refuse.ts'
import { type CompiledRule, compileRules } from './rules.ts'
import type { Flag, Hashed, Serve, ValueType } from './ruleset.ts'
import { type CompiledServe, compileRollout, type Surroundings } from './serve.ts'

export interface CompiledFlag {
  readonly key: string
  readonly type: ValueType
  /** The answer when no context can change it. */
  readonly fixed: Answer | undefined
  /** The answer when a prerequisite is not met. */
  readonly off: Answer
  readonly prerequisites: readonly Prerequisite[]
  /** By targeting key; undefined when nobody is targeted. */
  readonly targets: Targets | undefined
  readonly rules: readonly CompiledRule[]
  readonly fallthrough: CompiledServe
}

type Targets = Pick<ReadonlyMap<string | undefined, Answer>, 'get'>

/** Met when the flag, being on, serves one of the variants. */
export interface Prerequisite {
  readonly flag: string
  readonly variants: ReadonlySet<string | undefined>
}

/**
 * Everything that needs no context is done here, once. Throws when the flag cannot be evaluated; one
 * that is off always can, whatever its rules.
 */
export function compileFlag(
  flag: Flag,
  operators: Operators,
  { instance, exposures }: Surroundings = {},
): CompiledFlag {
  const { key, type, variants, on, release } = flag

  function answerOf(variant: string, reason: Reason, ruleId?: string): Answer {
    const value = Object.hasOwn(variants, variant) ? variants[variant] : undefined
    if (value === undefined || (type !== 'json' && typeof value !== type)) return refuse(variant)
    const flagMetadata = ruleId === undefined ? NO_METADATA : { ruleId }
    return answer(key, freezeWhole({ value, variant, reason, flagMetadata }))
  }

  const off = answerOf(flag.offVariant, on ? 'DEFAULT' : 'DISABLED')
  const serveOff: CompiledServe = { always: off, rollout: undefined }
  const base = { key, type, off, targets: undefined }
  if (!on) return { ...base, fixed: off, prerequisites: [], rules: [], fallthrough: serveOff }

  function serve(what: Serve, reason: Reason, ruleId?: string): CompiledServe {
    if ('variant' in what) return { ...serveOff, always: answerOf(what.variant, reason, ruleId) }
    const armOf = (variant: string) => answerOf(variant, 'SPLIT', ruleId)
    const watchOf = (served: readonly string[]) =>
      release && release.rule === (ruleId ?? null)
        ? exposures?.watch(key, release, served)
        : undefined
    const rollout = compileRollout(what.rollout, flag.salt, armOf, instance, watchOf)
    return { ...serveOff, rollout }
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
  const targets = targeted.size > 0 ? targetsOf(targeted, flag.targets[0]?.hashed) : undefined
  const alone = prerequisites.length + targeted.size + rules.length === 0
  const fallthrough = serve(flag.fallthrough, alone ? 'STATIC' : 'DEFAULT')
  const fixed = alone && !fallthrough.rollout ? fallthrough.always : undefined
  return { ...base, targets, fixed, prerequisites, rules, fallthrough }
}

function targetsOf(targeted: Targets, salt: Hashed | undefined): Targets {
  if (salt === undefined) return targeted
  const hash = hashWith(salt)
  return { get: (unit) => targeted.get(hash(unit)) }
}
