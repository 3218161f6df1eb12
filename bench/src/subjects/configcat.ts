import type { Condition, Flag, Ruleset, Serve } from '@bunting/evaluator'
import {
  createConsoleLogger,
  getClient,
  LogLevel,
  PollingMode,
  SettingType,
  User,
  UserComparator,
} from 'configcat-node'
import type { Subject } from './subject.ts'
import { onlyValue, percentOn, textsOf, untranslated } from './translating.ts'

const SDK_KEY = `configcat-sdk-1/${'0'.repeat(22)}/${'0'.repeat(22)}`

/** Offline, fed by a cache; asked through a snapshot, its way without promises. */
export const configcat: Subject<User> = {
  write,
  writeChange: (_, after) => write(after),
  async open(configuration) {
    let cached = configuration
    const client = getClient(SDK_KEY, PollingMode.ManualPoll, {
      offline: true,
      logger: createConsoleLogger(LogLevel.Off),
      // An entry is a time, an ETag and the configuration.
      cache: { get: () => `${Date.now()}\n\n${cached}`, set() {} },
    })
    await client.waitForReady()
    let snapshot = client.snapshot()
    return {
      isEnabled: (key, user) => snapshot.getValue(key, false, user),
      async change(all) {
        cached = all
        await client.forceRefreshAsync()
        snapshot = client.snapshot()
      },
    }
  },
  context: ({ targetingKey, country, ...custom }) =>
    new User(targetingKey, undefined, country, custom),
}

function write({ flags, segments }: Ruleset): string {
  const keys = segments.map(({ key }) => key)
  return JSON.stringify({
    p: { u: '', r: 0, s: '' },
    s: segments.map(({ key, included }) => ({
      n: key,
      r: [{ a: 'Identifier', c: UserComparator.TextIsOneOf, l: included }],
    })),
    f: Object.fromEntries(flags.map((flag) => [flag.key, settingOf(flag, keys)])),
  })
}

function settingOf({ on, rules, fallthrough }: Flag, segmentKeys: readonly string[]): object {
  const t = SettingType.Boolean
  if (!on) return { t, v: { b: false } }
  const percent = percentOn(fallthrough)
  return {
    t,
    r: rules.map(({ conditions, serve }) => ({
      c: conditions.map((condition) => conditionOf(condition, segmentKeys)),
      ...serveOf(serve),
    })),
    p: percent % 100 === 0 ? [] : optionsOf(percent),
    v: { b: percent === 100 },
  }
}

function serveOf(serve: Serve): object {
  const percent = percentOn(serve)
  return percent % 100 === 0 ? { s: { v: { b: percent === 100 } } } : { p: optionsOf(percent) }
}

function optionsOf(percent: number): object[] {
  return [
    { p: percent, v: { b: true } },
    { p: 100 - percent, v: { b: false } },
  ]
}

function conditionOf(condition: Condition, segmentKeys: readonly string[]): object {
  const a = condition.attribute === 'country' ? 'Country' : condition.attribute
  switch (condition.operator) {
    case 'in':
      return { u: { a, c: UserComparator.TextIsOneOf, l: textsOf(condition) } }
    case 'equals':
      return { u: { a, c: UserComparator.TextEquals, s: onlyValue(condition) } }
    case 'semverGreaterThanOrEqual':
      return { u: { a, c: UserComparator.SemVerGreaterOrEquals, s: onlyValue(condition) } }
    case 'inSegment':
      return { s: { s: segmentKeys.indexOf(onlyValue(condition)), c: 0 } }
    default:
      return untranslated(condition)
  }
}
