import type { Answer } from './answer.ts'
import { attributeOf, readAttribute, unitOf } from './attribute.ts'
import type { CompiledFlag } from './compile-flag.ts'
import type { EvaluationContext } from './decision.ts'
import { tryRule } from './rules.ts'
import { serveTo } from './serve.ts'

/** The flag's answer if its prerequisites are met: targets, rules, fallthrough. Never throws. */
export function choose(
  { fixed, targets, rules, fallthrough }: Omit<CompiledFlag, 'type'>,
  context: EvaluationContext,
): Answer {
  if (fixed !== undefined) return fixed
  if (targets.size > 0) {
    const target = targets.get(targetingKeyOf(context))
    if (target !== undefined) return target
  }
  for (const rule of rules) {
    const serve = tryRule(rule, context)
    if (serve !== undefined) return serveTo(context, serve)
  }
  return serveTo(context, fallthrough)
}

const TARGETING_KEY = attributeOf('targetingKey')

function targetingKeyOf(context: EvaluationContext): string | undefined {
  try {
    return unitOf(readAttribute(context, TARGETING_KEY))
  } catch {
    return undefined
  }
}
