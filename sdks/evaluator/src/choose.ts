import type { Answer } from './answer.ts'
import { readAttribute, unitOf } from './attribute.ts'
import type { CompiledFlag } from './compile-flag.ts'
import { allHold } from './condition.ts'
import type { EvaluationContext } from './decision.ts'
import { resumeHash } from './murmur3.ts'
import { indexOf } from './rules.ts'
import type { CompiledServe } from './serve.ts'

/**
 * The flag's answer if its prerequisites are met: targets, rules, fallthrough. Never throws.
 *
 * One long function, for speed: V8 inlines what is short, so long as nothing was inlined into that
 * before. This is called; what leads here stays short, and always becomes part of who asks.
 */
export function choose(
  { fixed, targets, rules, fallthrough }: Omit<CompiledFlag, 'type'>,
  context: EvaluationContext,
): Answer {
  if (fixed !== undefined) return fixed
  if (targets !== undefined) {
    const target = targetOf(targets, context)
    if (target !== undefined) return target
  }

  let serve = fallthrough
  for (const rule of rules) {
    if (rule.attribute === undefined) {
      if (!allHold(rule.conditions, context)) continue
      serve = rule.serve
      break
    }
    const { attribute, serves, indexes } = rule
    let index: number | undefined
    try {
      const value = readAttribute(context, attribute)
      index = typeof value === 'string' ? indexes.get(value) : indexOf(value, rule)
    } catch {
      // A list that is a proxy: no such attribute.
    }
    if (index === undefined) continue
    serve = serves[index] as CompiledServe
    break
  }

  const { always, rollout } = serve
  if (rollout === undefined) return always
  try {
    const found = readAttribute(context, rollout.attribute)
    const unit = unitOf(found === undefined ? rollout.otherwise : found)
    if (unit === undefined) return always
    const position = resumeHash(rollout.salted, unit) ^ 0x80000000
    let arm = 0
    // Added up, not jumped out of: no branch predictor guesses a hash.
    for (const end of rollout.ends) arm += Number(position >= end)
    if (rollout.watch !== undefined) rollout.watch.saw(position, arm)
    return rollout.arms[arm] as Answer
  } catch {
    // A getter that throws, or more text than can be hashed: no unit.
    return always
  }
}

function targetOf(
  targets: NonNullable<CompiledFlag['targets']>,
  context: EvaluationContext,
): Answer | undefined {
  try {
    return targets.get(unitOf(context.targetingKey))
  } catch {
    return undefined
  }
}
