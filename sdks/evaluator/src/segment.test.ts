import { describe, expect, it } from 'vitest'
import { compileRuleset } from './compile-ruleset.ts'
import { decide, isEnabled } from './evaluate.ts'
import type { Condition, Segment } from './ruleset.ts'
import { flagWhere, segmentOf } from './testing/flags.ts'

const inSegment = (key: string, attribute = 'targetingKey'): Condition => ({
  attribute,
  operator: 'inSegment',
  values: [key],
})
const isPro: Condition = { attribute: 'plan', operator: 'equals', values: ['pro'] }

function asking(condition: Condition, ...segments: Partial<Segment>[]) {
  const ruleset = compileRuleset({
    flags: [flagWhere([condition])],
    segments: segments.map(segmentOf),
  })
  return (context: object) => isEnabled(ruleset, 'flag', { ...context })
}

describe('a segment', () => {
  it('has who is not excluded and is included or meets all conditions', () => {
    const ask = asking(inSegment('s'), {
      key: 's',
      included: ['ada', 'eve'],
      excluded: ['eve', 'bob'],
      conditions: [isPro, { attribute: 'beta', operator: 'exists', values: [] }],
    })
    expect(ask({ targetingKey: 'ada' })).toBe(true)
    expect(ask({ targetingKey: 'eve', plan: 'pro', beta: 1 })).toBe(false)
    expect(ask({ targetingKey: 'bob', plan: 'pro', beta: 1 })).toBe(false)
    expect(ask({ targetingKey: 'mia', plan: 'pro', beta: 1 })).toBe(true)
    expect(ask({ targetingKey: 'mia', plan: 'pro' })).toBe(false)
  })

  it('without conditions has nobody but who is included', () => {
    expect(asking(inSegment('s'), { key: 's' })({ targetingKey: 'ada' })).toBe(false)
  })

  it('lists values of the attribute it is asked about', () => {
    const ask = asking(inSegment('s', 'company.id'), { key: 's', included: ['42', 'acme'] })
    expect(ask({ company: { id: 'acme' } })).toBe(true)
    expect(ask({ company: { id: 42 } })).toBe(true)
    expect(ask({ company: { id: ['x', 'acme'] } })).toBe(true)
    expect(ask({ company: { id: true } })).toBe(false)
  })

  it('has nobody, nor is without anybody, who lacks that attribute', () => {
    const conditions = [isPro]
    expect(asking(inSegment('s'), { key: 's', conditions })({ plan: 'pro' })).toBe(false)
    const negated = { ...inSegment('s'), negate: true }
    expect(asking(negated, { key: 's', conditions })({ plan: 'free' })).toBe(false)
    expect(asking(negated, { key: 's', conditions })({ plan: 'free', targetingKey: 'a' })).toBe(
      true,
    )
  })

  it('may be made of segments', () => {
    const ask = asking(
      inSegment('outer'),
      { key: 'outer', conditions: [inSegment('inner'), isPro] },
      { key: 'inner', included: ['ada'] },
    )
    expect(ask({ targetingKey: 'ada', plan: 'pro' })).toBe(true)
    expect(ask({ targetingKey: 'ada' })).toBe(false)
    expect(ask({ targetingKey: 'bob', plan: 'pro' })).toBe(false)
  })

  it('that is missing, broken or in a circle makes the flags fail that ask it, and no others', () => {
    const broken: Condition = { attribute: 'plan', operator: 'matches', values: ['('] }
    const ruleset = compileRuleset({
      flags: ['missing', 'broken', 'a', 'b', 'self', 'leads', 'fine'].map((key) =>
        flagWhere([inSegment(key)], { key: `asks-${key}` }),
      ),
      segments: [
        segmentOf({ key: 'broken', conditions: [broken] }),
        segmentOf({ key: 'a', conditions: [inSegment('b')] }),
        segmentOf({ key: 'b', conditions: [inSegment('fine'), inSegment('a')] }),
        segmentOf({ key: 'self', conditions: [inSegment('self')] }),
        segmentOf({ key: 'leads', conditions: [inSegment('fine'), inSegment('self')] }),
        segmentOf({ key: 'fine', included: ['ada'] }),
      ],
    })
    for (const key of ['missing', 'broken', 'a', 'b', 'self', 'leads'])
      expect(decide(ruleset, `asks-${key}`).errorCode, key).toBe('PARSE_ERROR')
    expect(isEnabled(ruleset, 'asks-fine', { targetingKey: 'ada' })).toBe(true)
  })
})
