import type { Condition, EvaluationContext, Operator } from '@bunting/evaluator'
import { describe, expect, it } from 'vitest'
import { decisionVectors } from './read-vectors.ts'
import type { DecisionCase } from './vector-file.ts'

/** The type knows them all; a new one is refused here until it is listed, and then until it has vectors. */
const OPERATORS = Object.keys({
  in: 0,
  equals: 0,
  contains: 0,
  startsWith: 0,
  endsWith: 0,
  matches: 0,
  lessThan: 0,
  lessThanOrEqual: 0,
  greaterThan: 0,
  greaterThanOrEqual: 0,
  before: 0,
  after: 0,
  semverEqual: 0,
  semverLessThan: 0,
  semverLessThanOrEqual: 0,
  semverGreaterThan: 0,
  semverGreaterThanOrEqual: 0,
  inSegment: 0,
  inCidr: 0,
  exists: 0,
} satisfies Record<Operator, 0>)

type Kind = 'match' | 'no match' | 'negation that holds' | 'missing attribute' | 'wrong type'

interface Asked {
  readonly condition: Condition
  readonly context: EvaluationContext
  /** What is expected of the condition as it is, and negated; undefined: no case asks. */
  plain?: boolean
  negated?: boolean
}

/** Conditions that are alone in their flag, each with its negation. */
function askedConditions(): Asked[] {
  const asked = new Map<string, Asked>()
  for (const [, { ruleset, cases }] of decisionVectors()) {
    const flags = new Map(ruleset.flags.map((flag) => [flag.key, flag]))
    for (const { flag: key, context, expect: expected } of cases) {
      const flag = flags.get(key)
      const [condition, second] = flag?.rules.flatMap((rule) => rule.conditions) ?? []
      if (condition === undefined || second !== undefined) continue
      if (flag?.targets.length !== 0 || flag.prerequisites.length > 0) continue
      if (expected.errorCode !== undefined) continue
      const { negate = false, ...rest } = condition
      const question = JSON.stringify([rest, context])
      const known: Asked = asked.get(question) ?? { condition, context }
      known[negate ? 'negated' : 'plain'] = expected.reason === 'TARGETING_MATCH'
      asked.set(question, known)
    }
  }
  return [...asked.values()]
}

function kindsOf({ condition, context, plain, negated }: Asked): Kind[] {
  const kinds: Kind[] = []
  if (plain) kinds.push('match')
  if (negated) kinds.push('negation that holds')
  if (plain === false && negated) kinds.push('no match')
  const found = valueAt(context, condition.attribute)
  if (plain !== false) return kinds
  if (found === undefined && (negated === false || condition.operator === 'exists'))
    kinds.push('missing attribute')
  if (found !== undefined && found !== null && negated === false) kinds.push('wrong type')
  return kinds
}

function valueAt(context: EvaluationContext, attribute: string): unknown {
  return attribute
    .split('.')
    .reduce<unknown>((value, name) => (value as EvaluationContext)?.[name], context)
}

describe('the vectors have', () => {
  const asked = askedConditions()

  it.each(OPERATORS)(
    'of %s a match, none, a negation, a missing attribute and one of the wrong type',
    (operator) => {
      const kinds = asked
        .filter(({ condition }) => condition.operator === operator)
        .flatMap(kindsOf)
      const wanted: Kind[] = ['match', 'no match', 'negation that holds', 'missing attribute']
      // Whatever is there exists.
      if (operator !== 'exists') wanted.push('wrong type')
      expect([...new Set(kinds)].sort()).toEqual(wanted.sort())
    },
  )

  it.each([
    [0, ['off']],
    [1, ['off', 'on']],
    [99_999, ['off', 'on']],
    [100_000, ['on']],
  ])('of a share of %d who is in it, who is not, and nobody else', (share, variants) => {
    const served = decisionVectors().flatMap(([, { ruleset, cases }]) => {
      const keys = ruleset.flags
        .filter(({ fallthrough }) => {
          if (!('rollout' in fallthrough)) return false
          const [first, second] = fallthrough.rollout.shares
          return first?.share === share && second?.share === 100_000 - share
        })
        .map(({ key }) => key)
      return cases.filter(
        ({ flag, expect: { reason } }) => keys.includes(flag) && reason === 'SPLIT',
      )
    })
    expect(served.length).toBeGreaterThanOrEqual(10)
    expect([...new Set(served.map((one: DecisionCase) => one.expect.variant))].sort()).toEqual(
      variants,
    )
  })
})
