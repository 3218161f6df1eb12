import { describe, expect, it } from 'vitest'
import { compileRuleset } from './compile-ruleset.ts'
import type { EvaluationContext } from './decision.ts'
import { decide, isEnabled } from './evaluate.ts'
import type { Flag, Rule, Segment } from './ruleset.ts'
import { booleanFlag, flagWhere, onFor, ruleWhere } from './testing/flags.ts'

function rulesetOf(flags: readonly Flag[], segments: readonly Segment[] = []) {
  return compileRuleset({ flags, segments })
}

const plan = (...values: string[]) => ({ attribute: 'plan', operator: 'in', values }) as const
const on = { variant: 'on' }
const off = { variant: 'off' }

describe('the order', () => {
  it('is: unknown, off, prerequisites, targets, rules, fallthrough', () => {
    const everything: Partial<Flag> = {
      key: 'all',
      type: 'string',
      variants: { off: 'off', target: 'target', rule: 'rule', rest: 'rest' },
      prerequisites: [{ flag: 'needed', variants: ['on'] }],
      targets: [{ variant: 'target', values: ['ada'] }],
      rules: [ruleWhere([plan('pro')], { variant: 'rule' })],
      fallthrough: { variant: 'rest' },
    }
    const ruleset = rulesetOf([
      booleanFlag(everything),
      booleanFlag({ ...everything, key: 'off', on: false }),
      flagWhere([plan('pro', 'free')], { key: 'needed' }),
    ])
    const ada = { targetingKey: 'ada', plan: 'pro' }
    const ask = (key: string, context: EvaluationContext) => {
      const { value, reason } = decide(ruleset, key, context, 'fallback')
      return [value, reason]
    }
    expect(ask('unknown', ada)).toEqual(['fallback', 'ERROR'])
    expect(ask('off', ada)).toEqual(['off', 'DISABLED'])
    expect(ask('all', { ...ada, plan: 'none' })).toEqual(['off', 'DEFAULT'])
    expect(ask('all', ada)).toEqual(['target', 'TARGETING_MATCH'])
    expect(ask('all', { plan: 'pro' })).toEqual(['rule', 'TARGETING_MATCH'])
    expect(ask('all', { plan: 'free' })).toEqual(['rest', 'DEFAULT'])
  })

  it('takes the first rule that holds, and says which', () => {
    const rules: Rule[] = [
      ruleWhere([plan('a'), plan('a', 'b')], on, 'first'),
      ruleWhere([plan('a', 'b')], on, 'second'),
      ruleWhere([plan('b', 'c')], on, 'third'),
      ruleWhere([plan('c')], off, 'fourth'),
      ruleWhere([], onFor(100_000), 'fifth'),
    ]
    const ruleset = rulesetOf([booleanFlag({ rules, fallthrough: off })])
    const ask = (value: unknown) =>
      decide(ruleset, 'flag', { plan: value, targetingKey: 'ada' }).flagMetadata.ruleId
    expect(['a', 'b', 'c', 'd', ['c', 'b'], ['c'], undefined].map(ask)).toEqual([
      ...['first', 'second', 'third', 'fifth', 'second', 'third', 'fifth'],
    ])
  })

  it('takes the first target that names a unit', () => {
    const targets = [
      { variant: 'off', values: ['ada', 'eve'] },
      { variant: 'on', values: ['eve', 'bob', '7'] },
    ]
    const ruleset = rulesetOf([booleanFlag({ targets, fallthrough: off })])
    const ask = (targetingKey: unknown) =>
      isEnabled(ruleset, 'flag', { targetingKey } as EvaluationContext)
    expect(['ada', 'eve', 'bob', 'mia', 7].map(ask)).toEqual([false, false, true, false, true])
  })

  it('says STATIC where nothing could have decided otherwise', () => {
    const reasonOf = (flag: Partial<Flag>) =>
      decide(rulesetOf([booleanFlag(flag), booleanFlag({ key: 'other' })]), 'flag').reason
    expect(reasonOf({})).toBe('STATIC')
    expect(reasonOf({ targets: [{ variant: 'on', values: [] }] })).toBe('STATIC')
    expect(reasonOf({ targets: [{ variant: 'on', values: ['ada'] }] })).toBe('DEFAULT')
    expect(reasonOf({ rules: [ruleWhere([plan('pro')], on)] })).toBe('DEFAULT')
    expect(reasonOf({ prerequisites: [{ flag: 'other', variants: ['on'] }] })).toBe('DEFAULT')
    expect(reasonOf({ on: false })).toBe('DISABLED')
  })
})

describe('fallbacks', () => {
  const ruleset = rulesetOf([
    booleanFlag({ key: 'boolean' }),
    booleanFlag({ key: 'string', type: 'string', variants: { on: 'text', off: '' } }),
    booleanFlag({ key: 'number', type: 'number', variants: { on: 7, off: 0 } }),
    booleanFlag({ key: 'json', type: 'json', variants: { on: { deep: [1] }, off: null } }),
  ])

  it('are served, with the reason, when the flag is of another type', () => {
    const fallbacks = { boolean: false, string: 'no', number: -1, json: { none: true } }
    for (const key of Object.keys(fallbacks))
      for (const [type, fallback] of Object.entries(fallbacks)) {
        const decision = decide(ruleset, key, {}, fallback)
        if (type === key) expect(decision.errorCode).toBeUndefined()
        else expect(decision).toMatchObject({ value: fallback, errorCode: 'TYPE_MISMATCH' })
      }
    expect(decide(ruleset, 'json', {}, null).value).toEqual({ deep: [1] })
    expect(decide(ruleset, 'json', {}, []).value).toEqual({ deep: [1] })
    expect(decide(ruleset, 'number', {}, null).value).toBeNull()
  })

  it('are what isEnabled answers for flags that are not boolean', () => {
    for (const key of ['string', 'number', 'json', 'unknown']) {
      expect(isEnabled(ruleset, key)).toBe(false)
      expect(isEnabled(ruleset, key, {}, true)).toBe(true)
    }
    expect(isEnabled(ruleset, 'boolean')).toBe(true)
  })

  it('type the value', () => {
    const text: string = decide(ruleset, 'string', {}, 'blue').value
    const count: number = decide(ruleset, 'number', {}, 3).value
    const flag: boolean = decide(ruleset, 'boolean', {}, false).value
    expect([text, count, flag]).toEqual(['text', 7, true])
  })
})

describe('decisions', () => {
  it('are the same object for the same answer', () => {
    const flag = booleanFlag({
      type: 'json',
      variants: { on: { list: [{ a: 1 }] }, off: [] },
      rules: [ruleWhere([plan('pro')], onFor(50_000))],
    })
    const ruleset = rulesetOf([flag])
    const contexts = Array.from({ length: 200 }, (_, n) => ({
      targetingKey: `${n}`,
      plan: n % 2 ? 'pro' : 'free',
    }))
    const decisions = new Set(contexts.map((context) => decide(ruleset, 'flag', context)))
    expect(decisions.size).toBe(3)
    expect(decide(ruleset, 'nope', {}, 'a')).toBe(decide(ruleset, 'nope', {}, 'a'))
    expect(decide(ruleset, 'flag', {}, 'a')).toBe(decide(ruleset, 'flag', {}, 'a'))
  })

  it('cannot be written to', () => {
    const ruleset = rulesetOf([
      booleanFlag({ type: 'json', variants: { on: { list: [1] }, off: 0 } }),
    ])
    const decision = decide(ruleset, 'flag')
    const { list } = decision.value as { list: number[] }
    expect(() => list.push(2)).toThrow(TypeError)
    expect(() => Object.assign(decision, { value: 0 })).toThrow(TypeError)
  })
})

describe('counts', () => {
  it('say how often each decision was given since they were drained', () => {
    const ruleset = rulesetOf([flagWhere([plan('pro')])])
    for (const value of ['pro', 'free', 'pro']) isEnabled(ruleset, 'flag', { plan: value })
    decide(ruleset, 'flag', { plan: 'pro' }, 'text')
    decide(ruleset, 'unknown', {})
    const drained = () =>
      ruleset
        .drainCounts()
        .map(({ flag, decision, count }) => [flag, decision.variant, decision.errorCode, count])
    expect(drained()).toEqual([
      ['flag', 'on', undefined, 2],
      ['flag', 'off', undefined, 1],
      ['flag', undefined, 'TYPE_MISMATCH', 1],
      ['unknown', undefined, 'FLAG_NOT_FOUND', 1],
    ])
    expect(drained()).toEqual([])
    isEnabled(ruleset, 'flag', { plan: 'pro' })
    expect(drained()).toEqual([['flag', 'on', undefined, 1]])
  })

  it('outlive the flag they are of', () => {
    const ruleset = rulesetOf([booleanFlag()])
    isEnabled(ruleset, 'flag')
    ruleset.apply({ flags: [], segments: [], removedFlags: ['flag'] })
    expect(ruleset.drainCounts()).toMatchObject([{ flag: 'flag', count: 1 }])
  })

  it('do not include prerequisites that were asked on the way', () => {
    const prerequisites = [{ flag: 'needed', variants: ['on'] }]
    const ruleset = rulesetOf([booleanFlag({ key: 'needed' }), booleanFlag({ prerequisites })])
    isEnabled(ruleset, 'flag')
    expect(ruleset.drainCounts().map(({ flag }) => flag)).toEqual(['flag'])
  })
})
