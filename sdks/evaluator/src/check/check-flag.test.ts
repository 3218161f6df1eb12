import { describe, expect, it } from 'vitest'
import { compileRuleset } from '../compile-ruleset.ts'
import { decide } from '../evaluate.ts'
import type { Condition, Flag, Ruleset } from '../ruleset.ts'
import { booleanFlag, flagWhere, onFor, segmentOf } from '../testing/flags.ts'
import { createRandom } from '../testing/random.ts'
import { randomRuleset } from '../testing/random-ruleset.ts'
import { checkFlag } from './check-flag.ts'
import { checkSegment } from './check-segment.ts'
import type { Existing } from './existing.ts'

function existing({ flags, segments }: Partial<Ruleset> = {}): Existing {
  return {
    flag: (wanted) => flags?.find(({ key }) => key === wanted),
    segment: (wanted) => segments?.find(({ key }) => key === wanted),
  }
}

/** `path: message` of every problem. */
function problems(flag: Partial<Flag>, ruleset?: Partial<Ruleset>): string[] {
  return checkFlag(booleanFlag(flag), existing(ruleset)).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  )
}

describe('a flag may be saved', () => {
  it('when it can be evaluated', () => {
    expect(problems({ fallthrough: onFor(12_345) })).toEqual([])
  })

  it('not when a variant is missing or of the wrong type', () => {
    const shares = [
      { variant: 'on', share: 50_000 },
      { variant: 'blue', share: 50_000 },
    ]
    expect(
      problems({
        variants: { on: true, off: false, odd: 'text' },
        offVariant: 'gone',
        targets: [{ variant: 'toString', values: ['ada'] }],
        rules: [{ id: 'r', conditions: [], serve: { variant: 'red' } }],
        fallthrough: { rollout: { shares } },
      }),
    ).toEqual([
      'variants.odd: must be a boolean',
      'offVariant: variant "gone" does not exist',
      'targets.0.variant: variant "toString" does not exist',
      'rules.0.serve.variant: variant "red" does not exist',
      'fallthrough.rollout.shares.1.variant: variant "blue" does not exist',
    ])
  })

  it('not with hashes where something else is meant, or something else where hashes are', () => {
    const hashed = 'salt'
    const hash = '0.1z141z3'
    const condition = (operator: Condition['operator'], ...values: Condition['values']) => ({
      ...{ attribute: 'plan', operator, values, hashed },
    })
    const rules = (...conditions: Condition[]) => ({
      rules: [{ id: 'r', conditions, serve: { variant: 'on' } }],
    })
    expect(
      problems({
        targets: [{ variant: 'on', values: [hash], hashed }],
        ...rules(condition('in', hash, true, 7), condition('equals', hash)),
      }),
    ).toEqual([])
    expect(
      problems({
        targets: [
          { variant: 'on', values: ['ada', hash], hashed },
          { variant: 'off', values: ['eve'] },
        ],
        ...rules(condition('in', 'pro', -1, 1.5), condition('contains', hash)),
      }),
    ).toEqual([
      'targets.0.values.0: must be a hash, as the list is hashed',
      'targets.1.hashed: must be that of the first target',
      'rules.0.conditions.0.values.0: must be a hash, as the list is hashed',
      'rules.0.conditions.0.values.1: must be a hash, as the list is hashed',
      'rules.0.conditions.0.values.2: must be a hash, as the list is hashed',
      'rules.0.conditions.1.hashed: "contains" cannot ask hashes',
    ])
    const segment = segmentOf({ included: [hash, 'ada'], excluded: ['eve'], hashed })
    expect(checkSegment(segment, existing()).map(({ path }) => path.join('.'))).toEqual([
      'included.1',
      'excluded.0',
    ])
  })

  it('not when shares do not add up, or are no shares', () => {
    const of = (...shares: number[]) =>
      problems({
        fallthrough: { rollout: { shares: shares.map((share) => ({ variant: 'on', share })) } },
      })
    expect(of(100_000)).toEqual([])
    expect(of(99_999)).toEqual([
      'fallthrough.rollout.shares: must add up to 100000 (100 %), not to 99999',
    ])
    expect(of()).toHaveLength(1)
    expect(of(99_999.5, 0.5)).toEqual([
      'fallthrough.rollout.shares.0.share: must be a whole number, 0 … 100000',
    ])
    expect(of(-1, 100_001)).toHaveLength(1)
  })

  it('not when a hash is unknown', () => {
    const rollout = { hash: 'md5', shares: [{ variant: 'on', share: 100_000 }] }
    expect(problems({ fallthrough: { rollout } as unknown as Flag['fallthrough'] })).toEqual([
      'fallthrough.rollout.hash: no hash "md5"',
    ])
  })

  it('not when a prerequisite is missing, has no such variant, or goes in a circle', () => {
    const flags = [
      booleanFlag({ key: 'a', prerequisites: [{ flag: 'b', variants: ['on'] }] }),
      booleanFlag({ key: 'b', prerequisites: [{ flag: 'flag', variants: ['on'] }] }),
      booleanFlag({ key: 'c' }),
    ]
    const needs = (flag: string, ...variants: string[]) => ({ prerequisites: [{ flag, variants }] })
    expect(problems(needs('c', 'on'), { flags })).toEqual([])
    expect(problems(needs('d', 'on'), { flags })).toEqual([
      'prerequisites.0.flag: flag "d" does not exist',
    ])
    expect(problems(needs('c', 'on', 'blue'), { flags })).toEqual([
      'prerequisites.0.variants.1: flag "c" has no variant "blue"',
    ])
    expect(problems(needs('flag', 'on'), { flags })).toEqual([
      'prerequisites.0.flag: goes in a circle: flag → flag',
    ])
    expect(problems(needs('a', 'on'), { flags })).toEqual([
      'prerequisites.0.flag: goes in a circle: flag → a → b → flag',
    ])
  })

  it('with a chain of prerequisites of any length', () => {
    const flags = Array.from({ length: 10_000 }, (_, at) =>
      booleanFlag({ key: `${at}`, prerequisites: [{ flag: `${at + 1}`, variants: ['on'] }] }),
    )
    const byKey = new Map(flags.map((flag) => [flag.key, flag]))
    const first = booleanFlag({ prerequisites: [{ flag: '0', variants: ['on'] }] })
    const lookUp = { flag: (key: string) => byKey.get(key), segment: () => undefined }
    expect(checkFlag(first, lookUp)).toEqual([])
  })
})

describe('a condition may be saved', () => {
  const of = (condition: object) =>
    problems(flagWhere([{ attribute: 'a', ...condition } as Condition]), {
      segments: [segmentOf({ key: 'known' })],
    })

  it.each([
    ['in', ['a', 1, true], []],
    ['in', [], ['values: "in" needs a value']],
    ['exists', [], []],
    ['exists', ['a'], ['values: "exists" takes no values']],
    ['contains', [1], ['values.0: must be a string']],
    ['matches', ['a+', 7], ['values.1: must be a regular expression']],
    ['lessThan', [1, '1'], ['values.1: must be a number']],
    ['inSegment', ['known', 'nope'], ['values.1: segment "nope" does not exist']],
    ['sounds like', ['x'], ['operator: no operator "sounds like"']],
    ['constructor', ['x'], ['operator: no operator "constructor"']],
  ])('%s %j: %j', (operator, values, expected) => {
    expect(of({ operator, values })).toEqual(expected.map((text) => `rules.0.conditions.0.${text}`))
  })

  it.each([
    ['matches', '(', /must be a regular expression: .*Unterminated group/],
    ['before', '2024-02-30T00:00:00Z', /must be an RFC 3339 date-time/],
    ['after', true, /must be an RFC 3339 date-time/],
    ['semverEqual', '1.0', /must be a semantic version/],
    ['semverLessThan', 1, /must be a semantic version/],
    ['inCidr', '10.0.0.0/33', /must be a CIDR range/],
    ['inCidr', 10, /must be a CIDR range/],
  ])('%s not with %j', (operator, value, expected) => {
    expect(of({ operator, values: [value] })).toEqual([expect.stringMatching(expected)])
  })

  it('not without an attribute', () => {
    expect(of({ attribute: '', operator: 'exists', values: [] })).toEqual([
      'rules.0.conditions.0.attribute: must not be empty',
    ])
  })
})

describe('a segment may be saved', () => {
  const nests = (...values: string[]) =>
    [{ attribute: 'targetingKey', operator: 'inSegment', values }] as const
  const of = (conditions: readonly Condition[], segments: Ruleset['segments']) =>
    checkSegment(segmentOf({ key: 's', conditions }), existing({ segments })).map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    )

  it('when all it nests exists and does not nest it', () => {
    const segments = [
      segmentOf({ key: 'a', conditions: nests('b') }),
      segmentOf({ key: 'b', conditions: nests('s') }),
      segmentOf({ key: 'c' }),
    ]
    expect(of(nests('c', 'c'), segments)).toEqual([])
    expect(of(nests('d'), segments)).toEqual(['conditions.0.values.0: segment "d" does not exist'])
    expect(of(nests('s'), segments)).toContain('conditions: goes in a circle: s → s')
    expect(of(nests('c', 'a'), segments)).toEqual(['conditions: goes in a circle: s → a → b → s'])
  })

  it('not when that nests too deep, or asks too much', () => {
    const chain = Array.from({ length: 10 }, (_, at) =>
      segmentOf({ key: `${at}`, conditions: at === 9 ? [] : nests(`${at + 1}`) }),
    )
    expect(of(nests('1'), chain)).toEqual([])
    expect(of(nests('0'), chain)).toEqual(['conditions: nests segments 11 deep, more than 10'])
    const wide = Array.from({ length: 8 }, (_, at) =>
      segmentOf({
        key: `${at}`,
        conditions:
          at === 7
            ? nests()
            : Array(4)
                .fill(nests(`${at + 1}`))
                .flat(),
      }),
    )
    expect(of(nests('0'), wide)).toEqual(['conditions: asks 38229 conditions, more than 10000'])
  })
})

describe('what may be saved', { timeout: 30_000 }, () => {
  it('can be evaluated, and what cannot be evaluated may not be saved', () => {
    let evaluated = 0
    let refused = 0
    for (let seed = 1; seed <= 3_000; seed++) {
      const rules = randomRuleset(createRandom(seed))
      const ruleset = compileRuleset(rules)
      const wrong = new Set([
        ...rules.flags.filter((flag) => checkFlag(flag, existing(rules)).length > 0),
        ...rules.segments.filter((segment) => checkSegment(segment, existing(rules)).length > 0),
      ])
      for (const flag of rules.flags) {
        const { errorCode } = decide(ruleset, flag.key)
        if (wrong.size === 0) expect(errorCode, `seed ${seed}, ${flag.key}`).toBeUndefined()
        if (errorCode !== undefined) expect(wrong.size, `seed ${seed}`).toBeGreaterThan(0)
        if (wrong.size === 0) evaluated++
        else refused++
      }
    }
    expect(Math.min(evaluated, refused)).toBeGreaterThan(1_000)
  })
})
