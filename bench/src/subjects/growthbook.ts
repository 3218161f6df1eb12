import type { Condition, Flag, Ruleset } from '@bunting/evaluator'
import { GrowthBookClient, type UserContext } from '@growthbook/growthbook'
import type { Subject } from './subject.ts'
import { onlyValue, percentOn, rulesOf, textsOf, untranslated } from './translating.ts'

/** The client for servers, which is asked with a user each time. */
export const growthbook: Subject<UserContext> = {
  write,
  writeChange: (_, after) => write(after),
  async open(configuration) {
    const client = new GrowthBookClient()
    client.initSync({ payload: JSON.parse(configuration) })
    return {
      isEnabled: (key, user) => client.isOn(key, user),
      change: (all) => client.setPayload(JSON.parse(all)),
    }
  },
  context: ({ targetingKey, ...others }) => ({ attributes: { id: targetingKey, ...others } }),
}

function write({ flags, segments }: Ruleset): string {
  return JSON.stringify({
    features: Object.fromEntries(flags.map((flag) => [flag.key, featureOf(flag)])),
    savedGroups: Object.fromEntries(segments.map(({ key, included }) => [key, included])),
  })
}

/** A rule that spares a person hands them on to the next; the last one is followed by `off`. */
function featureOf(flag: Flag): object {
  if (!flag.on) return { defaultValue: false }
  if (flag.rules.length === 0 && percentOn(flag.fallthrough) === 100) return { defaultValue: true }
  const rules = rulesOf(flag).map(({ id, conditions, serve }) => {
    const percent = percentOn(serve)
    const condition = Object.assign({}, ...conditions.map(conditionOf))
    const rule = { id, force: percent > 0, ...(conditions.length > 0 && { condition }) }
    const isPartial = percent % 100 !== 0
    return isPartial ? { ...rule, coverage: percent / 100, hashAttribute: 'id' } : rule
  })
  return { defaultValue: false, rules }
}

function conditionOf(condition: Condition): object {
  const { attribute } = condition
  switch (condition.operator) {
    case 'in':
      return { [attribute]: { $in: textsOf(condition) } }
    case 'equals':
      return { [attribute]: onlyValue(condition) }
    case 'semverGreaterThanOrEqual':
      return { [attribute]: { $vgte: onlyValue(condition) } }
    case 'inSegment':
      return { id: { $inGroup: onlyValue(condition) } }
    default:
      return untranslated(condition)
  }
}
