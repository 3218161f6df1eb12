import type { Condition, EvaluationContext, Flag, Segment } from '@bunting/evaluator'
import reference from 'murmurhash'
import type { DecisionCase } from '../vector-file.ts'
import { booleanFlag, flagWhere, segment } from './flags.ts'
import { operatorCases } from './operator-cases.ts'
import { EQUALITY, IGNORING_CASE } from './operator-rows.ts'

type Value = Condition['values'][number]

/** By the reference implementation: nothing here is the evaluator's. */
function hashOf(value: Value, salt: string): Value {
  if (typeof value === 'boolean') return value
  const first = reference.v3(`${salt}:${value}`)
  const second = reference.v3(`${salt}::${value}`)
  return typeof value === 'string'
    ? `${first.toString(36)}.${second.toString(36)}`
    : Number((BigInt(first) << 21n) | (BigInt(second) >> 11n))
}

const hashesOf = (salt: string, ...units: string[]) =>
  units.map((unit) => `${hashOf(unit, salt)}`).sort()

/** What the rows say of values they say of hashes of these values. */
function hashedRows(salt: string, { flags, cases }: ReturnType<typeof operatorCases>) {
  const hashed = (condition: Condition): Condition => ({
    ...condition,
    values: condition.values.map((value) =>
      hashOf(condition.ignoreCase && typeof value === 'string' ? folded(value) : value, salt),
    ),
    hashed: salt,
  })
  return {
    flags: flags.map(
      ({ key, rules, ...flag }): Flag => ({
        ...flag,
        key: `${salt}-${key}`,
        rules: rules.map((rule) => ({ ...rule, conditions: rule.conditions.map(hashed) })),
      }),
    ),
    cases: cases.map(
      ({ name, flag, ...one }): DecisionCase => ({
        ...{ name: `${salt}-${name}`, flag: `${salt}-${flag}` },
        ...one,
      }),
    ),
  }
}

function folded(text: string): string {
  return text.toLowerCase().toUpperCase()
}

const { in: inRows = [], equals = [] } = IGNORING_CASE
const rows = [
  hashedRows('plain', operatorCases(EQUALITY)),
  hashedRows('folded', operatorCases({ in: inRows, equals }, { ignoreCase: true })),
]

const inSegment = (...values: string[]): Condition => ({
  ...{ attribute: 'targetingKey', operator: 'inSegment', values },
})
const target = (variant: string, ...units: string[]) => ({
  ...{ variant, values: hashesOf('tärgets', ...units), hashed: 'tärgets' },
})

const flags: Flag[] = [
  booleanFlag('targets', {
    targets: [
      target('on', 'ada', '7', 'ünï', ''),
      target('off', 'ada', 'eve'),
      target('on', 'eve'),
    ],
    fallthrough: { variant: 'off' },
  }),
  booleanFlag('nobody', { targets: [target('off')] }),
  flagWhere('listed', inSegment('listed')),
  flagWhere('listed-not', { ...inSegment('listed'), negate: true }),
  flagWhere('nested', inSegment('nested')),
  flagWhere('companies', { attribute: 'company.id', operator: 'inSegment', values: ['companies'] }),
]

const segments: Segment[] = [
  segment('listed', {
    included: hashesOf('😀', 'ada', 'ünï', '7', 'eve'),
    excluded: hashesOf('😀', 'eve'),
    hashed: '😀',
  }),
  segment('nested', {
    included: hashesOf('', 'bob'),
    conditions: [inSegment('listed')],
    hashed: '',
  }),
  segment('companies', { included: hashesOf('c', 'acme', '42'), hashed: 'c' }),
]

const asHash = `${hashOf('ada', 'tärgets')}`
const listed: readonly [flag: string, context: EvaluationContext, variant: 'on' | 'off'][] = [
  ['listed', { targetingKey: 'ada' }, 'on'],
  ['listed', { targetingKey: 'ünï' }, 'on'],
  ['listed', { targetingKey: 'eve' }, 'off'],
  ['listed', { targetingKey: 'bob' }, 'off'],
  ['listed', { targetingKey: `${hashOf('ada', '😀')}` }, 'off'],
  ['listed', {}, 'off'],
  ['listed-not', { targetingKey: 'ada' }, 'off'],
  ['listed-not', { targetingKey: 'eve' }, 'on'],
  ['listed-not', { targetingKey: 'bob' }, 'on'],
  ['listed-not', {}, 'off'],
  ['nested', { targetingKey: 'bob' }, 'on'],
  ['nested', { targetingKey: 'ada' }, 'on'],
  ['nested', { targetingKey: 'eve' }, 'off'],
  ['companies', { company: { id: 'acme' } }, 'on'],
  ['companies', { company: { id: 42 } }, 'on'],
  ['companies', { company: { id: ['x', 42] } }, 'on'],
  ['companies', { company: { id: 4.2 } }, 'off'],
  ['companies', { targetingKey: 'acme' }, 'off'],
]

const targeted: readonly [
  flag: string,
  targetingKey: string | undefined,
  expect: 'on' | 'off' | '',
][] = [
  ['targets', 'ada', 'on'],
  ['targets', '7', 'on'],
  ['targets', 'ünï', 'on'],
  ['targets', '', 'on'],
  ['targets', 'eve', 'off'],
  ['targets', 'bob', ''],
  ['targets', asHash, ''],
  ['targets', undefined, ''],
]

const matched = (variant: 'on' | 'off') => ({
  ...{ value: variant === 'on', variant, reason: 'TARGETING_MATCH' },
})
const falls = { value: false, variant: 'off', reason: 'DEFAULT' }

export const HASHED = {
  flags: [...rows.flatMap((table) => table.flags), ...flags],
  segments,
  cases: [
    ...rows.flatMap((table) => table.cases),
    ...listed.map(
      ([flag, context, variant], at): DecisionCase => ({
        name: `${at + 1} ${flag}, ${JSON.stringify(context)}: ${variant}`,
        flag,
        context,
        expect: variant === 'on' ? { ...matched('on'), ruleId: 'rule' } : falls,
      }),
    ),
    ...targeted.map(
      ([flag, targetingKey, variant]): DecisionCase => ({
        name: `${flag}, ${targetingKey ?? 'nobody'}: ${variant || 'not named'}`,
        flag,
        context: targetingKey === undefined ? {} : { targetingKey },
        expect: variant === '' ? falls : matched(variant),
      }),
    ),
    {
      name: 'nobody: a list without anybody decides nothing',
      flag: 'nobody',
      context: { targetingKey: 'ada' },
      expect: { value: true, variant: 'on', reason: 'STATIC' },
    },
  ],
}
