import type { Condition, Flag, Ruleset, Serve } from '@bunting/evaluator'
import { basicLogger, init, type LDContext } from '@launchdarkly/node-server-sdk'
import { FileDataSourceFactory, TestData } from '@launchdarkly/node-server-sdk/integrations'
import type { Subject } from './subject.ts'
import { changedFlags, onlyValue, percentOn, textsOf, untranslated } from './translating.ts'

/**
 * Reads its flags from a file, sends no events. Its questions are asynchronous: what is measured is
 * `await client.boolVariation()`, as it is for its users.
 */
export const launchdarkly: Subject<LDContext> = {
  write,
  writeChange: (before, after, version) =>
    JSON.stringify(changedFlags(before.flags, after.flags).map((flag) => flagOf(flag, version))),
  async open(_, file) {
    const files = new FileDataSourceFactory({ paths: [file] }).getFactory()
    const changes = new TestData()
    const updateProcessor: typeof files = (context, store, ready, failed) => {
      // Only to change flags later: it has none to start with, and is never started.
      changes.getFactory()(context, store, () => {}, failed)
      return files(context, store, ready, failed)
    }
    const logger = basicLogger({ level: 'error' })
    const client = init('bench', {
      updateProcessor,
      sendEvents: false,
      diagnosticOptOut: true,
      logger,
    })
    await client.waitForInitialization({ timeout: 30 })
    return {
      isEnabled: (key, context) => client.boolVariation(key, context, false),
      async change(flags) {
        for (const flag of JSON.parse(flags)) await changes.usePreconfiguredFlag(flag)
      },
    }
  },
  context: ({ targetingKey, ...attributes }) => ({
    kind: 'user',
    key: targetingKey,
    ...attributes,
  }),
}

function write({ flags, segments }: Ruleset): string {
  return JSON.stringify({
    flags: Object.fromEntries(flags.map((flag) => [flag.key, flagOf(flag, 1)])),
    segments: Object.fromEntries(
      segments.map(({ key, included, excluded }) => [
        key,
        { key, version: 1, salt: key, included, excluded, rules: [] },
      ]),
    ),
  })
}

function flagOf({ key, on, salt, rules, fallthrough }: Flag, version: number): object {
  return {
    key,
    version,
    on,
    salt,
    variations: [true, false],
    offVariation: 1,
    prerequisites: [],
    targets: [],
    rules: rules.map(({ id, conditions, serve }) => ({
      id,
      clauses: conditions.map(clauseOf),
      ...serveOf(serve),
    })),
    fallthrough: serveOf(fallthrough),
  }
}

function serveOf(serve: Serve): object {
  const percent = percentOn(serve)
  if (percent % 100 === 0) return { variation: percent === 100 ? 0 : 1 }
  const weights = [percent, 100 - percent].map((share) => share * 1000)
  const variations = weights.map((weight, variation) => ({ variation, weight }))
  return { rollout: { contextKind: 'user', variations } }
}

function clauseOf(condition: Condition): object {
  const contextKind = 'user'
  const { attribute } = condition
  const values = textsOf(condition)
  switch (condition.operator) {
    case 'in':
    case 'equals':
      return { contextKind, attribute, op: 'in', values, negate: false }
    case 'semverGreaterThanOrEqual':
      // There is no such operator: not less than.
      return {
        contextKind,
        attribute,
        op: 'semVerLessThan',
        values: [onlyValue(condition)],
        negate: true,
      }
    case 'inSegment':
      return { contextKind, attribute: '', op: 'segmentMatch', values, negate: false }
    default:
      return untranslated(condition)
  }
}
