import type { Condition, EvaluationContext, Flag } from '@bunting/evaluator'
import type { DecisionCase } from '../vector-file.ts'
import { booleanFlag, flagWhere, segment, share } from './flags.ts'

const needs = (...keys: string[]): Partial<Flag> => ({
  prerequisites: keys.map((flag) => ({ flag, variants: ['on'] })),
})
const isPro: Condition = { attribute: 'plan', operator: 'equals', values: ['pro'] }
const inSegment = (...values: string[]): Condition => ({
  ...{ attribute: 'targetingKey', operator: 'inSegment', values },
})

const flags = [
  flagWhere('pro', isPro),
  booleanFlag('is-off', { on: false }),
  booleanFlag('off-serves-on', { on: false, offVariant: 'on' }),
  booleanFlag('broken', { offVariant: 'nowhere' }),
  booleanFlag('needs-pro', needs('pro')),
  booleanFlag('needs-not-pro', { prerequisites: [{ flag: 'pro', variants: ['off'] }] }),
  booleanFlag('needs-either', { prerequisites: [{ flag: 'pro', variants: ['off', 'on'] }] }),
  booleanFlag('needs-none', { prerequisites: [{ flag: 'pro', variants: [] }] }),
  booleanFlag('needs-off-flag', { prerequisites: [{ flag: 'is-off', variants: ['on', 'off'] }] }),
  booleanFlag('needs-off-serving-on', needs('off-serves-on')),
  booleanFlag('needs-missing', needs('nowhere')),
  booleanFlag('needs-broken', needs('broken')),
  booleanFlag('needs-two', needs('pro', 'needs-pro')),
  booleanFlag('needs-chain', needs('needs-two')),
  booleanFlag('needs-unmet', { prerequisites: [{ flag: 'needs-missing', variants: ['off'] }] }),
  booleanFlag('needs-pro-target', {
    ...needs('pro'),
    targets: [{ variant: 'off', values: ['ada'] }],
  }),
  booleanFlag('needs-pro-all', { ...needs('pro'), fallthrough: share(100_000) }),
  booleanFlag('self', needs('self')),
  booleanFlag('circle-a', needs('circle-b')),
  booleanFlag('circle-b', needs('circle-a')),
  booleanFlag('leads-to-circle', needs('pro', 'circle-a')),
  flagWhere('listed', inSegment('listed')),
  flagWhere('listed-not', { ...inSegment('listed'), negate: true }),
  flagWhere('conditions', inSegment('conditions')),
  flagWhere('empty', inSegment('empty')),
  flagWhere('nested', inSegment('nested')),
  flagWhere('either', inSegment('listed', 'conditions')),
  flagWhere('companies', { attribute: 'company.id', operator: 'inSegment', values: ['companies'] }),
  flagWhere('missing-segment', inSegment('nowhere')),
  flagWhere('circle-segment', inSegment('circle')),
]

const segments = [
  segment('listed', { included: ['ada', 'ünï', '7', 'eve'], excluded: ['eve'] }),
  segment('conditions', {
    excluded: ['eve'],
    conditions: [isPro, { attribute: 'age', operator: 'greaterThanOrEqual', values: [18] }],
  }),
  segment('empty'),
  segment('nested', { included: ['bob'], conditions: [inSegment('listed'), isPro] }),
  segment('companies', { included: ['acme', '42'] }),
  segment('circle', { conditions: [inSegment('circle')] }),
]

type Says = 'on' | 'off' | 'match' | 'no-match' | 'error'
const rows: readonly [flag: string, context: EvaluationContext, says: Says][] = [
  ['needs-pro', { plan: 'pro' }, 'on'],
  ['needs-pro', { plan: 'free' }, 'off'],
  ['needs-pro', {}, 'off'],
  ['needs-not-pro', { plan: 'free' }, 'on'],
  ['needs-not-pro', { plan: 'pro' }, 'off'],
  ['needs-either', { plan: 'pro' }, 'on'],
  ['needs-either', {}, 'on'],
  ['needs-none', { plan: 'pro' }, 'off'],
  ['needs-off-flag', {}, 'off'],
  ['needs-off-serving-on', {}, 'off'],
  ['needs-missing', {}, 'off'],
  ['needs-broken', {}, 'off'],
  ['needs-two', { plan: 'pro' }, 'on'],
  ['needs-two', { plan: 'free' }, 'off'],
  ['needs-chain', { plan: 'pro' }, 'on'],
  ['needs-chain', { plan: 'free' }, 'off'],
  ['needs-unmet', {}, 'on'],
  ['needs-pro-target', { plan: 'free', targetingKey: 'ada' }, 'off'],
  ['needs-pro-all', { plan: 'free', targetingKey: 'ada' }, 'off'],
  ['self', {}, 'error'],
  ['circle-a', {}, 'error'],
  ['circle-b', { plan: 'pro' }, 'error'],
  ['leads-to-circle', { plan: 'pro' }, 'error'],
  ['listed', { targetingKey: 'ada' }, 'match'],
  ['listed', { targetingKey: 'ünï' }, 'match'],
  ['listed', { targetingKey: 'bob' }, 'no-match'],
  ['listed', { targetingKey: 'eve' }, 'no-match'],
  ['listed', {}, 'no-match'],
  ['listed-not', { targetingKey: 'ada' }, 'no-match'],
  ['listed-not', { targetingKey: 'bob' }, 'match'],
  ['listed-not', { targetingKey: 'eve' }, 'match'],
  ['listed-not', {}, 'no-match'],
  ['conditions', { targetingKey: 'bob', plan: 'pro', age: 18 }, 'match'],
  ['conditions', { targetingKey: 'bob', plan: 'pro', age: 17 }, 'no-match'],
  ['conditions', { targetingKey: 'bob', plan: 'pro' }, 'no-match'],
  ['conditions', { targetingKey: 'eve', plan: 'pro', age: 18 }, 'no-match'],
  ['conditions', { plan: 'pro', age: 18 }, 'no-match'],
  ['empty', { targetingKey: 'ada' }, 'no-match'],
  ['nested', { targetingKey: 'ada', plan: 'pro' }, 'match'],
  ['nested', { targetingKey: 'ada' }, 'no-match'],
  ['nested', { targetingKey: 'bob' }, 'match'],
  ['nested', { targetingKey: 'eve', plan: 'pro' }, 'no-match'],
  ['either', { targetingKey: 'ada' }, 'match'],
  ['either', { targetingKey: 'mia', plan: 'pro', age: 99 }, 'match'],
  ['either', { targetingKey: 'mia' }, 'no-match'],
  ['companies', { company: { id: 'acme' } }, 'match'],
  ['companies', { company: { id: 42 } }, 'match'],
  ['companies', { company: { id: ['x', 'acme'] } }, 'match'],
  ['companies', { company: { id: true } }, 'no-match'],
  ['companies', { targetingKey: 'acme' }, 'no-match'],
  ['missing-segment', { targetingKey: 'ada' }, 'error'],
  ['circle-segment', { targetingKey: 'ada' }, 'error'],
]

const EXPECTED: Readonly<Record<Says, DecisionCase['expect']>> = {
  on: { value: true, variant: 'on', reason: 'DEFAULT' },
  off: { value: false, variant: 'off', reason: 'DEFAULT' },
  match: { value: true, variant: 'on', reason: 'TARGETING_MATCH', ruleId: 'rule' },
  'no-match': { value: false, variant: 'off', reason: 'DEFAULT' },
  error: { value: true, reason: 'ERROR', errorCode: 'PARSE_ERROR' },
}

export const DEPENDENCIES = {
  flags,
  segments,
  cases: rows.map(
    ([flag, context, says], at): DecisionCase => ({
      name: `${at + 1} ${flag}, ${JSON.stringify(context)}: ${says}`,
      flag,
      context,
      fallback: true,
      expect: EXPECTED[says],
    }),
  ),
}
