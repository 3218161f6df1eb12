import { expect, it } from 'vitest'
import type { Rule } from '../conditions/operators.ts'
import { differenceWords } from '../drafts/difference.ts'
import { differences } from './difference-words.ts'
import { aConfiguration } from './example-flag.ts'

const rollout = (on: number, bucketBy?: string) => ({
  rollout: {
    ...(bucketBy && { bucketBy }),
    shares: [
      { variant: 'on', share: on },
      { variant: 'off', share: 100_000 - on },
    ],
  },
})

const rule = (id: string, parts: Partial<Rule> = {}): Rule => ({
  id,
  conditions: [{ attribute: 'plan', operator: 'equals', values: ['pro'] }],
  serve: { variant: 'on' },
  ...parts,
})

const words = (...[before, after]: Parameters<typeof differences>) =>
  differences(before, after).map(differenceWords)

it('says nothing when nothing changed', () => {
  const flag = aConfiguration({ rules: [rule('a')] })
  expect(words(flag, structuredClone(flag))).toEqual([])
})

it('says how far a rollout went', () => {
  expect(
    words(
      aConfiguration({ fallthrough: rollout(25_000) }),
      aConfiguration({ fallthrough: rollout(50_000) }),
    ),
  ).toEqual(['Everyone else: 25\u00a0% on → 50\u00a0% on'])
})

it('says what people are told apart by', () => {
  expect(
    words(
      aConfiguration({ fallthrough: rollout(25_000) }),
      aConfiguration({ fallthrough: rollout(25_000, 'company.id') }),
    ),
  ).toEqual(['Everyone else: 25\u00a0% on, by targetingKey → 25\u00a0% on, by company.id'])
})

it('names who was added and who was removed', () => {
  expect(
    words(
      aConfiguration({ targets: [{ variant: 'on', values: ['ana', 'bob'] }] }),
      aConfiguration({ targets: [{ variant: 'on', values: ['ana', 'tom'] }] }),
    ),
  ).toEqual(['Individually on: bob removed', 'Individually on: tom added'])
})

it('tells a new, a removed and a changed rule apart', () => {
  const before = aConfiguration({ rules: [rule('a', { name: 'Staff' }), rule('b')] })
  const after = aConfiguration({
    rules: [rule('a', { name: 'Staff', serve: { variant: 'off' } }), rule('c')],
  })
  expect(words(before, after)).toEqual([
    'Rule 2: plan is pro → on removed',
    'Rule “Staff”, serves: on → off',
    'Rule 2: plan is pro → on added',
  ])
})

it('says when only the order of rules changed', () => {
  const a = rule('a', { name: 'A' })
  const b = rule('b')
  expect(words(aConfiguration({ rules: [a, b] }), aConfiguration({ rules: [b, a] }))).toEqual([
    'Order: Rule “A”, Rule 2 → Rule 2, Rule “A”',
  ])
})

it('says when a flag was switched and what it serves when off', () => {
  expect(words(aConfiguration({}), aConfiguration({ on: true, offVariant: 'on' }))).toEqual([
    'State: off → on',
    'When off: off → on',
  ])
})
