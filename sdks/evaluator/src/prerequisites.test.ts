import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRuleset } from './compile-ruleset.ts'
import { decide, isEnabled } from './evaluate.ts'
import { explain } from './explain/index.ts'
import type { Flag } from './ruleset.ts'
import { booleanFlag, flagWhere } from './testing/flags.ts'

const needs = (...keys: string[]) => keys.map((flag) => ({ flag, variants: ['on'] }))

function rulesetOf(...flags: Flag[]) {
  return compileRuleset({ flags, segments: [] })
}

describe('prerequisites', { timeout: 30_000 }, () => {
  it('are met by a flag that is on and serves one of the variants', () => {
    const ruleset = rulesetOf(
      booleanFlag({ key: 'on' }),
      booleanFlag({ key: 'serves-off', fallthrough: { variant: 'off' } }),
      booleanFlag({ key: 'is-off', on: false }),
      booleanFlag({ key: 'a', prerequisites: [{ flag: 'on', variants: ['off', 'on'] }] }),
      booleanFlag({ key: 'b', prerequisites: [{ flag: 'serves-off', variants: ['off'] }] }),
      booleanFlag({ key: 'c', prerequisites: [{ flag: 'is-off', variants: ['off'] }] }),
      booleanFlag({ key: 'd', prerequisites: [{ flag: 'on', variants: [] }] }),
      booleanFlag({ key: 'e', prerequisites: needs('on', 'serves-off') }),
    )
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => isEnabled(ruleset, key))).toEqual([
      ...[true, true, false, false, false],
    ])
  })

  it('are asked about the same context', () => {
    const ruleset = rulesetOf(
      flagWhere([{ attribute: 'plan', operator: 'equals', values: ['pro'] }], { key: 'needed' }),
      booleanFlag({ key: 'between', prerequisites: needs('needed') }),
      booleanFlag({ prerequisites: needs('between') }),
    )
    expect(isEnabled(ruleset, 'flag', { plan: 'pro' })).toBe(true)
    expect(isEnabled(ruleset, 'flag', { plan: 'free' })).toBe(false)
  })

  it('are not met by flags that are missing or broken: that takes no other flag with it', () => {
    const ruleset = rulesetOf(
      booleanFlag({ key: 'broken', fallthrough: { variant: 'blue' } }),
      booleanFlag({ key: 'a', prerequisites: needs('broken') }),
      booleanFlag({ key: 'b', prerequisites: needs('missing') }),
      booleanFlag({ key: 'c', prerequisites: [{ flag: 'b', variants: ['off'] }] }),
    )
    for (const key of ['a', 'b'])
      expect(decide(ruleset, key)).toMatchObject({ variant: 'off', reason: 'DEFAULT' })
    expect(isEnabled(ruleset, 'c')).toBe(true)
  })

  it('that go in a circle make the flags in it fail and no others, whichever is asked first', () => {
    const flags = [
      booleanFlag({ key: 'a', prerequisites: needs('b', 'ok') }),
      booleanFlag({ key: 'b', prerequisites: needs('ok', 'c') }),
      booleanFlag({ key: 'c', prerequisites: needs('a', 'missing') }),
      booleanFlag({ key: 'self', prerequisites: needs('self') }),
      booleanFlag({ key: 'leads', prerequisites: needs('ok', 'b') }),
      booleanFlag({ key: 'between', prerequisites: needs('d', 'a') }),
      booleanFlag({ key: 'd', prerequisites: needs('e') }),
      booleanFlag({ key: 'e', prerequisites: needs('f', 'between-too', 'd') }),
      booleanFlag({ key: 'f', prerequisites: needs('d') }),
      booleanFlag({ key: 'between-too', prerequisites: needs('self') }),
      booleanFlag({ key: 'far', prerequisites: needs('leads') }),
      booleanFlag({ key: 'not', prerequisites: [{ flag: 'leads', variants: ['off'] }] }),
      booleanFlag({ key: 'ok', prerequisites: needs('fine') }),
      booleanFlag({ key: 'fine' }),
    ]
    const circular = ['a', 'b', 'c', 'self', 'd', 'e', 'f']
    for (const first of flags) {
      const ruleset = rulesetOf(...flags)
      decide(ruleset, first.key)
      for (const key of circular) {
        expect(decide(ruleset, key, {}, true), `${first.key}, ${key}`).toMatchObject({
          errorCode: 'PARSE_ERROR',
          value: true,
        })
      }
      for (const key of ['leads', 'between', 'between-too', 'far']) {
        const decision = decide(ruleset, key, {}, true)
        expect(decision, `${first.key}, ${key}`).toMatchObject({
          variant: 'off',
          reason: 'DEFAULT',
        })
        expect(explain(ruleset, key).decision).toEqual(decision)
      }
      for (const key of ['ok', 'not']) expect(isEnabled(ruleset, key)).toBe(true)
    }
  })

  it('fail those that can come back to themselves, of any flags and in any order', () => {
    const count = 8
    const anyFlag = fc.nat(count - 1)
    const graphs = fc.record({
      edges: fc.array(fc.tuple(anyFlag, anyFlag), { maxLength: 16 }),
      order: fc.shuffledSubarray(Array.from(Array(count).keys()), { minLength: 1 }),
    })
    fc.assert(
      fc.property(graphs, ({ edges, order }) => {
        const neededBy = (from: number) => edges.flatMap(([by, flag]) => (by === from ? flag : []))
        const flags = Array.from({ length: count }, (_, at) =>
          booleanFlag({
            key: `f${at}`,
            prerequisites: needs(...neededBy(at).map((to) => `f${to}`)),
          }),
        )
        const ruleset = rulesetOf(...flags)
        for (const at of order) {
          const reached = new Set(neededBy(at))
          for (const one of reached) for (const next of neededBy(one)) reached.add(next)
          const failed = decide(ruleset, `f${at}`).errorCode === 'PARSE_ERROR'
          expect(failed, `f${at}`).toBe(reached.has(at))
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('may go in a circle of 10,000 flags, and lead to it from as far', () => {
    const length = 10_000
    const flags = Array.from({ length: 2 * length }, (_, at) =>
      booleanFlag({ key: `f${at}`, prerequisites: needs(`f${at === 0 ? length - 1 : at - 1}`) }),
    )
    const ruleset = rulesetOf(...flags)
    expect(decide(ruleset, `f${2 * length - 1}`)).toMatchObject({ variant: 'off' })
    expect(decide(ruleset, `f${length}`)).toMatchObject({ variant: 'off' })
    for (const at of [0, 1, length - 1])
      expect(decide(ruleset, `f${at}`).errorCode).toBe('PARSE_ERROR')
  })

  it('do not matter to a flag that is off, in a circle or not', () => {
    const ruleset = rulesetOf(
      booleanFlag({ key: 'a', prerequisites: needs('b') }),
      booleanFlag({ key: 'b', prerequisites: needs('a'), on: false }),
    )
    expect(decide(ruleset, 'b')).toMatchObject({ variant: 'off', reason: 'DISABLED' })
    expect(decide(ruleset, 'a')).toMatchObject({ variant: 'off', reason: 'DEFAULT' })
  })

  it('may be 10,000 deep', () => {
    const flags = Array.from({ length: 10_000 }, (_, at) =>
      booleanFlag({ key: `f${at}`, prerequisites: at === 0 ? [] : needs(`f${at - 1}`) }),
    )
    const ruleset = rulesetOf(...flags)
    expect(isEnabled(ruleset, 'f9999')).toBe(true)
    const killed = booleanFlag({ key: 'f0', on: false })
    const line = JSON.stringify(killed)
    const outcome = ruleset.apply({ flags: [line], segments: [] })
    expect(outcome).toMatchObject({ applied: true, changedKeys: { length: 10_000 } })
    expect(isEnabled(ruleset, 'f9999')).toBe(false)
  })

  it('ask a flag that many need once', () => {
    let reads = 0
    const context = {
      get plan() {
        reads++
        return 'pro'
      },
    }
    const isPro = [{ attribute: 'plan', operator: 'equals', values: ['pro'] }] as const
    const layers = Array.from({ length: 40 }, (_, layer) =>
      ['x', 'y'].map((side) =>
        booleanFlag({
          key: `${side}${layer}`,
          prerequisites: layer === 0 ? needs('base') : needs(`x${layer - 1}`, `y${layer - 1}`),
        }),
      ),
    ).flat()
    const ruleset = rulesetOf(flagWhere(isPro, { key: 'base' }), ...layers)
    expect(isEnabled(ruleset, 'x39', context)).toBe(true)
    expect(reads).toBe(1)
  })
})
