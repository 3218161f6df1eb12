import type { Condition, Flag, Ruleset, Serve } from '@bunting/evaluator'
import type { EvaluationContext } from '@openfeature/core'
import { FlagdCore } from '@openfeature/flagd-core'
import type { Subject } from './subject.ts'
import { onlyValue, percentOn, textsOf, untranslated } from './translating.ts'

/** Rules are JSON Logic, which it compiles into functions when they are set. */
export const flagd: Subject<EvaluationContext> = {
  write,
  writeChange: (_, after) => write(after),
  async open(configuration) {
    const core = new FlagdCore()
    core.setConfigurations(configuration)
    return {
      isEnabled: (key, context) => core.resolveBooleanEvaluation(key, false, context).value,
      change: (all) => void core.setConfigurations(all),
    }
  },
  context: (person) => ({ ...person }),
}

function write({ flags, segments }: Ruleset): string {
  return JSON.stringify({
    flags: Object.fromEntries(flags.map((flag) => [flag.key, flagOf(flag)])),
    $evaluators: Object.fromEntries(
      segments.map(({ key, included }) => [key, { in: [{ var: 'targetingKey' }, included] }]),
    ),
  })
}

function flagOf({ on, variants, rules, fallthrough }: Flag): object {
  const state = on ? 'ENABLED' : 'DISABLED'
  if (rules.length === 0 && percentOn(fallthrough) % 100 === 0) {
    return { state, variants, defaultVariant: serveOf(fallthrough) }
  }
  const cases = rules.flatMap(({ conditions, serve }) => [
    conditions.length === 1 && conditions[0]
      ? conditionOf(conditions[0])
      : { and: conditions.map(conditionOf) },
    serveOf(serve),
  ])
  const targeting =
    cases.length > 0 ? { if: [...cases, serveOf(fallthrough)] } : serveOf(fallthrough)
  return { state, variants, defaultVariant: 'off', targeting }
}

function serveOf(serve: Serve): unknown {
  const percent = percentOn(serve)
  if (percent % 100 === 0) return percent === 100 ? 'on' : 'off'
  return {
    fractional: [
      ['on', percent],
      ['off', 100 - percent],
    ],
  }
}

function conditionOf(condition: Condition): object {
  const asked = { var: condition.attribute }
  switch (condition.operator) {
    case 'in':
      return { in: [asked, textsOf(condition)] }
    case 'equals':
      return { '===': [asked, onlyValue(condition)] }
    case 'semverGreaterThanOrEqual':
      return { sem_ver: [asked, '>=', onlyValue(condition)] }
    case 'inSegment':
      return { $ref: onlyValue(condition) }
    default:
      return untranslated(condition)
  }
}
