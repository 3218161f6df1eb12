import type { CompiledRuleset } from '../create-ruleset.ts'
import type { Decision, EvaluationContext, Reason } from '../decision.ts'
import { fallbackAnswer } from '../flag-node.ts'
import { hashWith } from '../hashed-list.ts'
import { parseLine } from '../line.ts'
import { answerTo } from '../prerequisites.ts'
import type { Flag, JsonValue, Prerequisite, Serve } from '../ruleset.ts'
import { explainConditions } from './explain-conditions.ts'
import { explainRollout } from './explain-rollout.ts'
import type { Explanation, PrerequisiteStep, Step } from './explanation.ts'
import { unitIn } from './value-in.ts'

/**
 * Decides again, slowly, and tells every step: what was compared with what, where the bucket is,
 * which prerequisite or segment it was. Always decides as `decide` does; counts nothing; never
 * throws.
 */
export function explain(
  ruleset: CompiledRuleset,
  key: string,
  context: EvaluationContext = {},
): Explanation {
  const node = ruleset.flag(key)
  if (node.type === undefined) {
    const [code, message] = node.error
    const { decision } = fallbackAnswer(node, undefined)
    return { decision, steps: [{ step: 'error', code, message }] }
  }
  const flag = parseLine<Flag>(ruleset.lines.get(key), key)
  const steps: Step[] = []
  const outcome = outcomeOf(flag, context, ruleset, steps)
  return { decision: decisionOf(flag, outcome), steps }
}

interface Outcome {
  readonly variant: string
  readonly reason: Reason
  readonly ruleId?: string
}

function decisionOf(
  { variants }: Flag,
  { variant, reason, ruleId }: Outcome,
): Decision<JsonValue | undefined> {
  const flagMetadata = ruleId === undefined ? {} : { ruleId }
  return { value: variants[variant], variant, reason, flagMetadata }
}

function outcomeOf(
  flag: Flag,
  context: EvaluationContext,
  ruleset: CompiledRuleset,
  steps: Step[],
): Outcome {
  const { prerequisites, targets, rules } = flag
  if (!flag.on) {
    steps.push({ step: 'off' })
    return { variant: flag.offVariant, reason: 'DISABLED' }
  }
  for (const prerequisite of prerequisites) {
    const step = explainPrerequisite(prerequisite, context, ruleset)
    steps.push(step)
    if (!step.met) return { variant: flag.offVariant, reason: 'DEFAULT' }
  }
  const targeted = targets.some(({ values }) => values.length > 0)
  if (targeted) {
    const targetingKey = unitIn(context, 'targetingKey')
    const hashed = targets[0]?.hashed
    const wanted = hashed === undefined ? targetingKey : hashWith(hashed)(targetingKey)
    const target = targets.find(({ values }) => values.some((value) => value === wanted))
    const how = hashed === undefined ? {} : { hashed: true as const }
    steps.push({ step: 'targets', targetingKey, variant: target?.variant, ...how })
    if (target) return { variant: target.variant, reason: 'TARGETING_MATCH' }
  }
  for (const [index, { id, name, conditions, serve }] of rules.entries()) {
    const explained = explainConditions(conditions, context, ruleset)
    const holds = explained.every((condition) => condition.holds)
    const named = name === undefined ? { id } : { id, name }
    steps.push({ step: 'rule', index, ...named, conditions: explained, holds })
    if (holds)
      return explainServe(
        serve,
        { reason: 'TARGETING_MATCH', ruleId: id },
        flag,
        context,
        ruleset,
        steps,
      )
  }
  steps.push({ step: 'fallthrough' })
  const alone = prerequisites.length === 0 && !targeted && rules.length === 0
  return explainServe(
    flag.fallthrough,
    { reason: alone ? 'STATIC' : 'DEFAULT' },
    flag,
    context,
    ruleset,
    steps,
  )
}

function explainPrerequisite(
  { flag: key, variants }: Prerequisite,
  context: EvaluationContext,
  ruleset: CompiledRuleset,
): PrerequisiteStep {
  const flag = ruleset.flag(key)
  const answer = flag.type === undefined ? fallbackAnswer(flag, undefined) : answerTo(context, flag)
  const { decision } = answer
  const met =
    decision.variant !== undefined &&
    decision.reason !== 'DISABLED' &&
    variants.includes(decision.variant)
  return { step: 'prerequisite', flag: key, wanted: variants, decision, met }
}

function explainServe(
  serve: Serve,
  because: Omit<Outcome, 'variant'>,
  flag: Flag,
  context: EvaluationContext,
  { instance }: CompiledRuleset,
  steps: Step[],
): Outcome {
  if ('variant' in serve) {
    steps.push({ step: 'serve', variant: serve.variant })
    return { variant: serve.variant, ...because }
  }
  const rollout = explainRollout(serve.rollout, flag.salt, context, instance)
  const { position, arms } = rollout
  const arm = arms.find(({ to }) => position !== undefined && position < to)
  steps.push({ step: 'serve', variant: arm?.variant ?? flag.offVariant, rollout })
  return arm === undefined
    ? { variant: flag.offVariant, reason: 'DEFAULT' }
    : { ...because, variant: arm.variant, reason: 'SPLIT' }
}
