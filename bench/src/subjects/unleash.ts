import { once } from 'node:events'
import type { Condition, Flag, Rule, Ruleset } from '@bunting/evaluator'
import { type Context, InMemStorageProvider, Unleash } from 'unleash-client'
import type { Subject } from './subject.ts'
import { onlyValue, percentOn, rulesOf, textsOf, untranslated } from './translating.ts'

/** Bootstrapped, with its fetching and sending off; it counts evaluations as it always does. */
export const unleash: Subject<Context> = {
  write,
  async open(configuration) {
    const { features, segments } = JSON.parse(configuration)
    const client = new Unleash({
      appName: 'bench',
      url: 'http://offline.invalid',
      refreshInterval: 0,
      metricsInterval: 0,
      storageProvider: new InMemStorageProvider(),
      bootstrap: { data: features, segments },
    })
    await once(client, 'ready')
    return { isEnabled: (key, context) => client.isEnabled(key, context) }
  },
  context: ({ targetingKey, ...properties }) => ({ userId: targetingKey, properties }),
}

function write({ flags, segments }: Ruleset): string {
  const keys = segments.map(({ key }) => key)
  return JSON.stringify({
    features: flags.map((flag) => featureOf(flag, keys)),
    segments: segments.map(({ included }, id) => ({
      id,
      constraints: [constraint('userId', 'IN', { values: included })],
    })),
  })
}

/** Any strategy that holds turns a feature on; there is no rule that turns it off. */
function featureOf(flag: Flag, segmentKeys: readonly string[]): object {
  return {
    name: flag.key,
    type: 'release',
    project: 'default',
    enabled: flag.on,
    variants: [],
    strategies: rulesOf(flag)
      .filter(({ conditions, serve }) => conditions.length > 0 || percentOn(serve) > 0)
      .map((rule) => strategyOf(flag, rule, segmentKeys)),
  }
}

function strategyOf(
  { key }: Flag,
  { conditions, serve }: Rule,
  segmentKeys: readonly string[],
): object {
  const percent = percentOn(serve)
  const rollout = { groupId: key, stickiness: 'userId', rollout: String(percent) }
  const segments = conditions
    .filter(({ operator }) => operator === 'inSegment')
    .map((condition) => segmentKeys.indexOf(onlyValue(condition)))
  return {
    ...(percent === 100
      ? { name: 'default', parameters: {} }
      : { name: 'flexibleRollout', parameters: rollout }),
    constraints: conditions.filter(({ operator }) => operator !== 'inSegment').map(constraintOf),
    ...(segments.length > 0 && { segments }),
  }
}

function constraintOf(condition: Condition): object {
  const { attribute } = condition
  switch (condition.operator) {
    case 'in':
    case 'equals':
      return constraint(attribute, 'IN', { values: textsOf(condition) })
    case 'semverGreaterThanOrEqual':
      return constraint(attribute, 'SEMVER_GTE', { value: onlyValue(condition) })
    default:
      return untranslated(condition)
  }
}

function constraint(contextName: string, operator: string, operands: object): object {
  return { contextName, operator, values: [], inverted: false, caseInsensitive: false, ...operands }
}
