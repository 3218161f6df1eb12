import type { Condition, Flag, JsonValue, Rule } from '@bunting/evaluator'
import type { DecisionCase } from '../vector-file.ts'
import { booleanFlag } from './flags.ts'

const plan = (...values: string[]): Condition => ({ attribute: 'plan', operator: 'in', values })
const rule = (id: string, conditions: Condition[], variant: string): Rule => ({
  ...{ id, conditions, serve: { variant } },
})
const texts = { off: 'aus', a: 'A', b: 'B', c: 'C' }
const ordered: Partial<Flag> = {
  type: 'string',
  variants: texts,
  targets: [
    { variant: 'a', values: ['ada', 'eve'] },
    { variant: 'b', values: ['eve', 'ünï', '42'] },
  ],
  rules: [
    rule('first', [plan('x'), plan('x', 'y')], 'a'),
    rule('second', [plan('x', 'y')], 'b'),
    rule('third', [plan('y', 'z')], 'c'),
    rule('fourth', [plan('z')], 'a'),
  ],
  fallthrough: { variant: 'c' },
}

const flags = [
  booleanFlag('static'),
  booleanFlag('off', { on: false, rules: [rule('r', [], 'on')] }),
  booleanFlag('off-serves-on', { on: false, offVariant: 'on' }),
  booleanFlag('ordered', ordered),
  booleanFlag('ordered-off', { ...ordered, on: false }),
  booleanFlag('always', { rules: [rule('always', [], 'off'), rule('never', [], 'on')] }),
  booleanFlag('empty-targets', { targets: [{ variant: 'off', values: [] }] }),
  booleanFlag('text', { type: 'string', variants: { on: 'blau', off: '' } }),
  booleanFlag('number', { type: 'number', variants: { on: 1.5, off: 0 } }),
  booleanFlag('json', { type: 'json', variants: { on: { a: [1, null] }, off: null } }),
  booleanFlag('json-off', { type: 'json', variants: { on: 1, off: null }, on: false }),
  booleanFlag('no-off-variant', { offVariant: 'nowhere' }),
  booleanFlag('no-variant', { fallthrough: { variant: 'nowhere' } }),
  booleanFlag('inherited-variant', { fallthrough: { variant: 'toString' } }),
  booleanFlag('broken-regex', {
    rules: [rule('r', [{ attribute: 'plan', operator: 'matches', values: ['('] }], 'on')],
  }),
  booleanFlag('broken-but-off', { on: false, fallthrough: { variant: 'nowhere' } }),
  booleanFlag('broken-share', {
    fallthrough: { rollout: { shares: [{ variant: 'on', share: 99_999 }] } },
  }),
  booleanFlag('wrong-value', { variants: { on: 'yes', off: false } }),
]

interface Expected {
  readonly variant?: string
  readonly value: JsonValue
  readonly reason: string
  readonly errorCode?: string
  readonly ruleId?: string
}
const isStatic = (value: JsonValue): Expected => ({ value, variant: 'on', reason: 'STATIC' })
const disabled = (value: JsonValue, variant = 'off') => ({ value, variant, reason: 'DISABLED' })
const target = (variant: 'a' | 'b') => ({
  value: texts[variant],
  variant,
  reason: 'TARGETING_MATCH',
})
const byRule = (variant: 'a' | 'b' | 'c', ruleId: string) => ({
  ...{ value: texts[variant], variant, reason: 'TARGETING_MATCH', ruleId },
})
const error = (errorCode: string, value: JsonValue) => ({ value, reason: 'ERROR', errorCode })

const rows: readonly [flag: string, context: object, expected: Expected, fallback: JsonValue][] = [
  ['static', {}, isStatic(true), false],
  ['static', { targetingKey: 'ada' }, isStatic(true), false],
  ['static', {}, error('TYPE_MISMATCH', 'no'), 'no'],
  ['static', {}, error('TYPE_MISMATCH', 0), 0],
  ['static', {}, error('TYPE_MISMATCH', null), null],
  ['static', {}, error('TYPE_MISMATCH', { a: 1 }), { a: 1 }],
  ['off', {}, disabled(false), true],
  ['off-serves-on', {}, disabled(true, 'on'), false],
  ['off', {}, error('TYPE_MISMATCH', 'x'), 'x'],
  ['unknown', {}, error('FLAG_NOT_FOUND', true), true],
  ['unknown', {}, error('FLAG_NOT_FOUND', false), false],
  ['unknown', {}, error('FLAG_NOT_FOUND', 'blau'), 'blau'],
  ['__proto__', {}, error('FLAG_NOT_FOUND', false), false],
  ['', {}, error('FLAG_NOT_FOUND', false), false],
  ['Static', {}, error('FLAG_NOT_FOUND', false), false],
  ['ordered', { targetingKey: 'ada', plan: 'x' }, target('a'), ''],
  ['ordered', { targetingKey: 'eve' }, target('a'), ''],
  ['ordered', { targetingKey: 'ünï' }, target('b'), ''],
  ['ordered', { targetingKey: 42 } as object, target('b'), ''],
  ['ordered', { targetingKey: 'Ada', plan: 'x' }, byRule('a', 'first'), ''],
  ['ordered', { plan: 'x' }, byRule('a', 'first'), ''],
  ['ordered', { plan: 'y' }, byRule('b', 'second'), ''],
  ['ordered', { plan: 'z' }, byRule('c', 'third'), ''],
  ['ordered', { plan: ['z', 'y'] }, byRule('b', 'second'), ''],
  ['ordered', { plan: ['w', 'z'] }, byRule('c', 'third'), ''],
  ['ordered', { plan: 'w' }, { value: 'C', variant: 'c', reason: 'DEFAULT' }, ''],
  ['ordered', {}, { value: 'C', variant: 'c', reason: 'DEFAULT' }, ''],
  ['ordered-off', { targetingKey: 'ada', plan: 'x' }, disabled('aus'), ''],
  [
    'always',
    {},
    { value: false, variant: 'off', reason: 'TARGETING_MATCH', ruleId: 'always' },
    true,
  ],
  ['empty-targets', { targetingKey: 'ada' }, isStatic(true), false],
  ['text', {}, isStatic('blau'), 'rot'],
  ['text', {}, error('TYPE_MISMATCH', false), false],
  ['number', {}, isStatic(1.5), -1],
  ['number', {}, error('TYPE_MISMATCH', '1'), '1'],
  ['json', {}, isStatic({ a: [1, null] }), {}],
  ['json', {}, isStatic({ a: [1, null] }), null],
  ['json', {}, isStatic({ a: [1, null] }), []],
  ['json', {}, error('TYPE_MISMATCH', 'text'), 'text'],
  ['json', {}, error('TYPE_MISMATCH', 1), 1],
  ['json-off', {}, disabled(null), { none: true }],
  ['no-off-variant', {}, error('PARSE_ERROR', true), true],
  ['no-variant', {}, error('PARSE_ERROR', false), false],
  ['inherited-variant', {}, error('PARSE_ERROR', true), true],
  ['broken-regex', { plan: 'x' }, error('PARSE_ERROR', true), true],
  ['broken-but-off', {}, disabled(false), true],
  ['broken-share', {}, error('PARSE_ERROR', false), false],
  ['wrong-value', {}, error('PARSE_ERROR', true), true],
]

export const ORDER = {
  flags,
  cases: rows.map(
    ([flag, context, expect, fallback], at): DecisionCase => ({
      name: `${at + 1} ${flag}, ${JSON.stringify(context)}, else ${JSON.stringify(fallback)}`,
      flag,
      context: { ...context },
      fallback,
      expect,
    }),
  ),
}
