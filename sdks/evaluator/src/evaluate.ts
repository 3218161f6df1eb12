import type { CompiledRuleset } from './create-ruleset.ts'
import type { Decision, EvaluationContext } from './decision.ts'
import { fallbackAnswer } from './flag-node.ts'
import { answerTo } from './prerequisites.ts'
import type { JsonValue } from './ruleset.ts'

const NOBODY: EvaluationContext = Object.freeze({})

/**
 * Whether a boolean flag is on for this context. The fallback is served when the flag is unknown,
 * broken or no boolean. Never throws.
 */
export function isEnabled(
  ruleset: CompiledRuleset,
  key: string,
  context?: EvaluationContext,
  fallback = false,
): boolean {
  return decide(ruleset, key, context, fallback).value === true
}

/** The type of flag a fallback is for: `'blue'` for any string. */
export type ValueOf<Fallback> = Fallback extends boolean
  ? boolean
  : Fallback extends string
    ? string
    : Fallback extends number
      ? number
      : Fallback

/**
 * What a flag serves for this context, and why. With a fallback, a flag of another type answers
 * TYPE_MISMATCH; objects, lists and null are of type json. The same answer is the same object until
 * the flag changes. Never throws.
 */
export function decide(
  ruleset: CompiledRuleset,
  key: string,
  context?: EvaluationContext,
): Decision<JsonValue | undefined>
export function decide<const Fallback extends JsonValue>(
  ruleset: CompiledRuleset,
  key: string,
  context: EvaluationContext | undefined,
  fallback: Fallback,
): Decision<ValueOf<Fallback>>
export function decide(
  ruleset: CompiledRuleset,
  key: string,
  context: EvaluationContext = NOBODY,
  fallback?: JsonValue,
): Decision<JsonValue | undefined> {
  const flag = ruleset.flag(key)
  const type = typeof fallback
  const fits =
    flag.type !== undefined &&
    (type === 'undefined' || flag.type === (type === 'object' ? 'json' : type))
  const answer = fits ? (flag.fixed ?? answerTo(context, flag)) : fallbackAnswer(flag, fallback)
  ruleset.count(answer)
  return answer.decision
}
