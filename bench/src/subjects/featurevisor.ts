import type { Condition, Flag, Rule, Ruleset, Segment } from '@bunting/evaluator'
import { createInstance } from '@featurevisor/sdk'
import type { Person, Subject } from './subject.ts'
import { onlyValue, percentOn, rulesOf, textsOf, untranslated } from './translating.ts'

type Context = Omit<Person, 'targetingKey'> & { readonly userId: string }

/** Conditions live in segments, which a rule names: each rule here has one of its own. */
export const featurevisor: Subject<Context> = {
  write,
  writeChange: (_, after) => write(after),
  async open(configuration) {
    const instance = createInstance({ datafile: configuration, logLevel: 'error' })
    return {
      isEnabled: (key, context) => instance.isEnabled(key, context),
      change: (all) => instance.setDatafile(all),
    }
  },
  context: ({ targetingKey, ...attributes }) => ({ userId: targetingKey, ...attributes }),
}

function write({ flags, segments }: Ruleset): string {
  return JSON.stringify({
    schemaVersion: '2',
    revision: '1',
    features: Object.fromEntries(flags.map((flag) => [flag.key, featureOf(flag)])),
    segments: Object.fromEntries([...segments.map(listSegment), ...flags.flatMap(ruleSegments)]),
  })
}

function featureOf(flag: Flag): object {
  const off = { key: 'off', segments: '*', percentage: 0 }
  const traffic = rulesOf(flag).map((rule) => ({
    key: rule.id,
    segments: segmentsOf(flag.key, rule),
    percentage: percentOn(rule.serve) * 1000,
  }))
  return { bucketBy: 'userId', traffic: flag.on ? traffic : [off] }
}

/** Those it names, and the one that is its other conditions. */
function segmentsOf(key: string, { id, conditions }: Rule): string | string[] {
  const named = conditions.filter(isSegment).map(onlyValue)
  const segments = named.length < conditions.length ? [...named, `${key}-${id}`] : named
  return segments.length > 1 ? segments : (segments[0] ?? '*')
}

function isSegment({ operator }: Condition): boolean {
  return operator === 'inSegment'
}

function listSegment({ key, included }: Segment): [key: string, segment: object] {
  return [key, { conditions: [{ attribute: 'userId', operator: 'in', value: included }] }]
}

function ruleSegments({ key, rules }: Flag): [key: string, segment: object][] {
  return rules.map(({ id, conditions }) => {
    const others = conditions.filter((condition) => !isSegment(condition))
    return [`${key}-${id}`, { conditions: others.map(conditionOf) }]
  })
}

function conditionOf(condition: Condition): object {
  const { attribute } = condition
  switch (condition.operator) {
    case 'in':
      return { attribute, operator: 'in', value: textsOf(condition) }
    case 'equals':
      return { attribute, operator: 'equals', value: onlyValue(condition) }
    case 'semverGreaterThanOrEqual':
      return { attribute, operator: 'semverGreaterThanOrEquals', value: onlyValue(condition) }
    default:
      return untranslated(condition)
  }
}
