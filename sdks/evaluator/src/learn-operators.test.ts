import { expect, it } from 'vitest'
import { createRuleset, createRulesetWith } from './create-ruleset.ts'
import { decide } from './evaluate.ts'
import { encodeLine } from './line.ts'
import { OPERATORS } from './operators/all-operators.ts'
import { createDependents, RARE_OPERATORS } from './operators/index.ts'
import { COMMON_OPERATORS } from './operators/operators.ts'
import type { Condition, Flag } from './ruleset.ts'

const CONTEXT = { targetingKey: 'ana', appVersion: '2.4.0' }
const NEW_APP: Condition = {
  attribute: 'appVersion',
  operator: 'semverGreaterThanOrEqual',
  values: ['2.0.0'],
}

function flag(key: string, conditions: readonly Condition[], more: Partial<Flag> = {}): string {
  return encodeLine({
    key,
    type: 'boolean',
    variants: { on: true, off: false },
    on: true,
    offVariant: 'off',
    prerequisites: [],
    targets: [],
    rules: conditions.length > 0 ? [{ id: 'r', conditions, serve: { variant: 'on' } }] : [],
    fallthrough: { variant: 'off' },
    salt: key,
    ...more,
  } as Flag)
}

const inSegment: Condition = { attribute: 'targetingKey', operator: 'inSegment', values: ['new'] }
const LINES = {
  flags: [
    flag('plain', [{ attribute: 'targetingKey', operator: 'equals', values: ['ana'] }]),
    flag('rare', [NEW_APP]),
    flag('off', [NEW_APP], { on: false }),
    flag('by-segment', [inSegment]),
    flag('needs-rare', [], {
      prerequisites: [{ flag: 'rare', variants: ['on'] }],
      fallthrough: { variant: 'on' },
    }),
  ],
  segments: [encodeLine({ key: 'new', included: [], excluded: [], conditions: [NEW_APP] })],
}
const KEYS = ['plain', 'rare', 'off', 'by-segment', 'needs-rare']

it('has each operator in one of the two groups', () => {
  const groups = [...Object.keys(COMMON_OPERATORS), ...Object.keys(RARE_OPERATORS)]
  expect(groups.sort()).toEqual(Object.keys(OPERATORS).sort())
})

it('answers all but what needs an operator it does not know, and all once it has learnt it', () => {
  const ruleset = createRulesetWith(COMMON_OPERATORS)
  ruleset.replace(LINES)
  const answers = () => KEYS.map((key) => decide(ruleset, key, CONTEXT, false))
  expect(answers().map(({ value }) => value)).toEqual([true, false, false, false, false])
  const codes = answers().map(({ errorCode }) => errorCode)
  expect(codes).toEqual([undefined, 'PARSE_ERROR', undefined, 'PARSE_ERROR', undefined])

  expect(new Set(ruleset.learn(RARE_OPERATORS))).toEqual(new Set(KEYS))
  const whole = createRuleset()
  whole.replace(LINES)
  expect(answers()).toEqual(KEYS.map((key) => decide(whole, key, CONTEXT, false)))
  expect(answers().map(({ value }) => value)).toEqual([true, true, false, true, true])
})

it('changes no answer when none was missed, and keeps the operators for later rulesets', () => {
  const ruleset = createRulesetWith(COMMON_OPERATORS)
  ruleset.replace(LINES)
  const plain = decide(ruleset, 'plain', CONTEXT)
  expect(ruleset.learn(RARE_OPERATORS)).toEqual([])
  expect(decide(ruleset, 'plain', CONTEXT)).toBe(plain)
  expect(decide(ruleset, 'rare', CONTEXT).value).toBe(true)
  ruleset.replace({ flags: [flag('another', [NEW_APP])], segments: [] })
  expect(decide(ruleset, 'another', CONTEXT).value).toBe(true)
})

it('tells of all flags when one has changed, and once it knows who needs whom, of those alone', () => {
  const ruleset = createRulesetWith(COMMON_OPERATORS)
  const changedBy = (...flags: string[]) => {
    const outcome = ruleset.apply({ flags, segments: [] })
    return outcome.applied ? [...outcome.changedKeys].sort() : []
  }
  ruleset.replace(LINES)
  const answers = () => KEYS.map((key) => decide(ruleset, key, CONTEXT, false).value)
  expect(answers()).toEqual([true, false, false, false, false])
  expect(changedBy(flag('plain', []))).toEqual([...KEYS].sort())
  expect(changedBy(flag('plain', []))).toEqual([])
  expect(answers()).toEqual([false, false, false, false, false])
  ruleset.learn(RARE_OPERATORS, createDependents)
  expect(changedBy(flag('plain', [NEW_APP]))).toEqual(['plain'])
  expect(answers()).toEqual([true, true, false, true, true])
  expect(changedBy(flag('rare', []))).toEqual(['needs-rare', 'rare'])
  expect(answers()).toEqual([true, false, false, true, false])
})

it('teaches nobody else', () => {
  const [learned, other] = [
    createRulesetWith(COMMON_OPERATORS),
    createRulesetWith(COMMON_OPERATORS),
  ]
  learned.learn(RARE_OPERATORS)
  other.replace(LINES)
  expect(decide(other, 'rare', CONTEXT).errorCode).toBe('PARSE_ERROR')
})
