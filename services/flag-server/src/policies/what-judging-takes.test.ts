import type { Flag } from '@bunting/evaluator'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../sdks/evaluator/src/testing/random.ts'
import { flagRaises } from './flag-raises.ts'
import type { SegmentImplies } from './implies.ts'
import { raisesExposure } from './raises-exposure.ts'
import { plainFlagRaises } from './testing/plain-flag-raises.ts'
import { randomSides } from './testing/random-sides.ts'

it('answers for random changes as the plain rule of decision 21 does', () => {
  const random = createRandom(20_261_123)
  const answers = { true: 0, false: 0 }
  for (let tried = 0; tried < 20_000; tried += 1) {
    const { before, after } = randomSides(random)
    const smaller = random.pick(['none', 'before', 'after', 'none'])
    const segment: SegmentImplies = (key, from, to) =>
      from === to || key !== 'a' || from === smaller
    const plain = plainFlagRaises(before, after, segment)
    const raises = flagRaises({ before, after }, { segment, spend: () => {} })
    if (raises !== plain) expect.fail(JSON.stringify({ before, after, smaller, plain }, null, 1))
    answers[`${plain}`] += 1
  }
  expect(Math.min(answers.true, answers.false)).toBeGreaterThan(4_000)
})

/** One rule after the other, each for values of its own, as many as the API takes. */
function flagOf(rules: number, values: number): Flag {
  return {
    key: 'flag',
    type: 'boolean',
    variants: { on: true, off: false },
    on: true,
    offVariant: 'off',
    prerequisites: [],
    targets: [],
    rules: Array.from({ length: rules }, (_, rule) => ({
      id: `rule-${rule}`,
      conditions: [
        {
          attribute: 'user',
          operator: 'in' as const,
          values: Array.from({ length: values }, (_, value) => `${rule}-${value}`),
        },
      ],
      serve: { variant: 'on' },
    })),
    fallthrough: { variant: 'off' },
    salt: 'salt',
  }
}

/** Counted, never timed. */
function stepsOf(before: Flag, after: Flag): number {
  let steps = 0
  const spend = (more: number) => {
    steps += more
  }
  expect(flagRaises({ before, after }, { segment: () => true, spend })).toBe(false)
  return steps
}

describe('what judging takes', () => {
  it('grows with the square of the rules, and is bounded for 500 of 20 values', () => {
    const less = (flag: Flag) => ({ ...flag, rules: flag.rules.slice(0, -1) })
    const [small, large] = [flagOf(250, 20), flagOf(500, 20)]
    expect(stepsOf(large, less(large))).toBeLessThan(600_000)
    expect(stepsOf(large, less(large)) / stepsOf(small, less(small))).toBeLessThan(4.2)
  })

  it('does not grow with the units of a target', () => {
    const before: Flag = {
      ...flagOf(500, 1),
      fallthrough: { variant: 'on' },
    }
    const targeting = (units: number): Flag => ({
      ...before,
      targets: [{ variant: 'on', values: Array.from({ length: units }, (_, at) => `unit-${at}`) }],
    })
    expect(stepsOf(before, targeting(10_000))).toBe(stepsOf(before, targeting(1)))
  })

  it('says that it raises when telling takes more than it may', () => {
    const before = flagOf(50, 20)
    const change = {
      flags: new Map([
        ['flag', { before, after: { ...before, rules: before.rules.slice(0, -1) } }],
      ]),
      segments: new Map(),
      around: { flags: [], segments: [] },
    }
    expect(raisesExposure(change)).toBe(false)
    expect(raisesExposure(change, 1_000)).toBe(true)
  })

  it('looks once at each of 5,000 flags for those that need one which changes', () => {
    let looked = 0
    const needing = (at: number): Flag => ({
      ...flagOf(0, 0),
      key: `flag-${at}`,
      fallthrough: { variant: 'on' },
      get prerequisites() {
        looked += 1
        return at === 0 ? [] : [{ flag: `flag-${at - 1}`, variants: ['on'] }]
      },
    })
    const before = { ...needing(0), fallthrough: { variant: 'on' } }
    looked = 0
    const raises = raisesExposure({
      flags: new Map([['flag-0', { before, after: { ...before, on: false } }]]),
      segments: new Map(),
      around: { flags: Array.from({ length: 4_999 }, (_, at) => needing(at + 1)), segments: [] },
    })
    expect(raises).toBe(false)
    expect(looked).toBeLessThanOrEqual(10_000)
  })
})
