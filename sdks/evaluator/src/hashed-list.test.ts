import murmurhash from 'murmurhash'
import { describe, expect, it } from 'vitest'
import { compileRuleset } from './compile-ruleset.ts'
import type { EvaluationContext } from './decision.ts'
import { decide } from './evaluate.ts'
import { explain } from './explain/explain.ts'
import { hashList, hashWith } from './hashed-list.ts'
import { booleanFlag, flagWhere, segmentOf } from './testing/flags.ts'

const wordsOf = (text: string) =>
  [murmurhash.v3(`salt:${text}`), murmurhash.v3(`salt::${text}`)] as const

describe('a hash', () => {
  it.each(['ada', '', '7', 'ünï', '😀'])('of the text %j is two words in base 36', (text) => {
    const [first, second] = wordsOf(text)
    expect(hashWith('salt')(text)).toBe(`${first.toString(36)}.${second.toString(36)}`)
  })

  it.each([7, -1.5, 0, 1e21])('of the number %j is a number of 53 bits', (number) => {
    const [first, second] = wordsOf(`${number}`).map(BigInt) as [bigint, bigint]
    expect(hashWith('salt')(number)).toBe(Number((first << 21n) | (second >> 11n)))
  })

  it('is made of nothing else', () => {
    const hash = hashWith('salt')
    for (const value of [true, null, undefined, Number.NaN, Number.POSITIVE_INFINITY, ['ada'], {}])
      expect(hash(value)).toBe(value)
  })

  it('does not depend on what was hashed before', () => {
    const hash = hashWith('salt')
    const inTurns = ['a', 'b', 'b', 7, '7', true, 'a'].map((value) => hash(value))
    expect(inTurns).toEqual(
      ['a', 'b', 'b', 7, '7', true, 'a'].map((value) => hashWith('salt')(value)),
    )
  })

  it('has two words that agree for no two of 400,000 ids, though each alone does', () => {
    const ids = Array.from({ length: 400_000 }, (_, index) => `user-${index}`)
    const hashes = hashList(ids, 'salt')
    expect(hashes.length).toBe(ids.length)
    // 18.6 are expected; without any, this would show nothing.
    for (const word of [0, 1])
      expect(new Set(hashes.map((hash) => hash.split('.')[word])).size).toBeLessThan(ids.length)
  }, 30_000)

  it('folds case where that is ignored', () => {
    expect(hashList(['Ada', 'ADA', 'ada'], 'salt', true)).toEqual(hashList(['ADA'], 'salt'))
    expect(hashList(['Ada', 'ADA', 'ada'], 'salt')).toHaveLength(3)
  })
})

const salt = 'salt'
const ada = hashList(['ada', '7'], salt)
const isAda = { attribute: 'name', operator: 'in', values: ada, hashed: salt } as const
const asked = { attribute: 'targetingKey', operator: 'inSegment', values: ['segment'] } as const
const rules = {
  flags: [
    booleanFlag({
      key: 'targets',
      targets: [
        { variant: 'off', values: [], hashed: salt },
        { variant: 'on', values: ada, hashed: salt },
      ],
      fallthrough: { variant: 'off' },
    }),
    flagWhere([isAda], { key: 'condition' }),
    flagWhere([asked], { key: 'segment' }),
  ],
  segments: [segmentOf({ included: ada, excluded: hashList(['eve'], salt), hashed: salt })],
}
const ruleset = compileRuleset(rules)

describe('a hashed list', () => {
  const variantOf = (key: string, context: EvaluationContext) =>
    decide(ruleset, key, context).variant

  it('has its units, texts or whole numbers, and nobody else', () => {
    for (const key of ['targets', 'segment']) {
      const variants = ['ada', 7, '7', 'eve', ada[0], ['ada'], undefined].map((targetingKey) =>
        variantOf(key, { targetingKey } as EvaluationContext),
      )
      expect(variants, key).toEqual(
        // A list of units belongs to a segment when one of them does; nobody targets a list.
        ['on', 'on', 'on', 'off', 'off', key === 'segment' ? 'on' : 'off', 'off'],
      )
    }
    const names = ['ada', '7', 7, 'Ada', ada[0], ['x', 'ada'], undefined]
    expect(names.map((name) => variantOf('condition', { name }))).toEqual([
      'on',
      'on',
      'off',
      'off',
      'off',
      'on',
      'off',
    ])
  })

  it('is said to be one by explain', () => {
    const context = { targetingKey: 'ada', name: 'ada' }
    const [targets] = explain(ruleset, 'targets', context).steps
    expect(targets).toEqual({
      step: 'targets',
      targetingKey: 'ada',
      variant: 'on',
      hashed: true,
    })
    expect(explain(ruleset, 'condition', context).steps[0]).toMatchObject({
      conditions: [
        { condition: isAda, found: 'ada', matched: { value: hashWith(salt)('ada') }, holds: true },
      ],
    })
    expect(explain(ruleset, 'segment', context).steps[0]).toMatchObject({
      conditions: [{ segments: [{ unit: 'ada', because: 'included', hashed: true }] }],
    })
    const eve = explain(ruleset, 'segment', { targetingKey: 'eve' }).steps[0]
    expect(eve).toMatchObject({ conditions: [{ segments: [{ because: 'excluded' }] }] })
  })
})
