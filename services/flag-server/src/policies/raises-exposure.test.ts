import {
  compileRuleset,
  decide,
  type Flag,
  type Ruleset,
  type Segment,
  type Serve,
} from '@bunting/evaluator'
import { checkFlag, checkSegment } from '@bunting/evaluator/check'
import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../../../../sdks/evaluator/src/testing/random.ts'
import {
  randomContext,
  randomRuleset,
} from '../../../../sdks/evaluator/src/testing/random-ruleset.ts'
import { type RulesetChange, raisesExposure } from './raises-exposure.ts'

const onFor = (share: number, more: { salt?: string; bucketBy?: string } = {}): Serve => ({
  rollout: {
    ...more,
    shares: [
      { variant: 'on', share },
      { variant: 'off', share: 100_000 - share },
    ],
  },
})
const ON: Serve = { variant: 'on' }
const OFF: Serve = { variant: 'off' }
const rule = (plan: string | string[], serve: Serve, id = `${plan}`) => ({
  id,
  conditions: [{ attribute: 'plan', operator: 'in' as const, values: [plan].flat() }],
  serve,
})
const inSegment = (negate = false) => ({
  id: 'members',
  conditions: [
    {
      attribute: 'targetingKey',
      operator: 'inSegment' as const,
      values: ['staff'],
      ...(negate && { negate }),
    },
  ],
  serve: ON,
})
const segment = (included: string[], more: Partial<Segment> = {}): Segment => ({
  key: 'staff',
  included,
  excluded: [],
  conditions: [],
  ...more,
})

const flag = (given: Partial<Flag> = {}): Flag => ({
  key: 'flag',
  type: 'boolean',
  variants: { on: true, off: false },
  on: true,
  offVariant: 'off',
  prerequisites: [],
  targets: [],
  rules: [],
  fallthrough: OFF,
  salt: 'salt',
  clientSide: true,
  ...given,
})

const raises = (before: Partial<Flag>, after: Partial<Flag>, around: Flag[] = []) =>
  raisesExposure({
    flags: new Map([['flag', { before: flag(before), after: flag(after) }]]),
    segments: new Map(),
    around: { flags: around, segments: [] },
  })

const segmentRaises = (before: Segment, after: Segment, around: Flag[], others: Segment[] = []) =>
  raisesExposure({
    flags: new Map(),
    segments: new Map([['staff', { before, after }]]),
    around: { flags: around, segments: others },
  })

const HALF = { fallthrough: onFor(50_000) }

describe('what does not raise exposure', () => {
  it('switching off, whatever is served', () => {
    expect(raises({ fallthrough: ON }, { fallthrough: ON, on: false })).toBe(false)
  })

  it('switching on a flag that serves the off variant alone', () => {
    expect(raises({ on: false }, { on: true, rules: [rule('beta', OFF)] })).toBe(false)
  })

  it('a smaller share, of everybody or of some', () => {
    expect(raises({ fallthrough: ON }, { fallthrough: OFF })).toBe(false)
    expect(raises(HALF, { fallthrough: onFor(49_999) })).toBe(false)
    expect(raises({ rules: [rule('beta', ON)] }, { rules: [rule('beta', onFor(1))] })).toBe(false)
  })

  it('a smaller share of one of three variants, if nobody is moved to another', () => {
    const three = (red: number, blue: number): Serve => ({
      rollout: {
        shares: [
          { variant: 'red', share: red },
          { variant: 'off', share: 100_000 - red - blue },
          { variant: 'blue', share: blue },
        ],
      },
    })
    const variants = { red: 'r', blue: 'b', off: '' }
    const with_ = (fallthrough: Serve) => ({ type: 'string' as const, variants, fallthrough })
    expect(raises(with_(three(30_000, 30_000)), with_(three(10_000, 20_000)))).toBe(false)
  })

  it('a rule less, or one that holds for fewer, where the rest gets the off variant', () => {
    const both = { rules: [rule('beta', ON), rule('team', onFor(20_000))] }
    expect(raises(both, { rules: [rule('team', onFor(20_000))] })).toBe(false)
    expect(raises({ rules: [rule(['beta', 'team'], ON)] }, { rules: [rule('beta', ON)] })).toBe(
      false,
    )
  })

  it('a rule that takes some people out, and a prerequisite or a target for the off variant', () => {
    expect(raises(HALF, { ...HALF, rules: [rule('bank', OFF)] })).toBe(false)
    expect(raises(HALF, { ...HALF, prerequisites: [{ flag: 'other', variants: ['on'] }] })).toBe(
      false,
    )
    expect(raises(HALF, { ...HALF, targets: [{ variant: 'off', values: ['ada'] }] })).toBe(false)
  })

  it('other names, one more variant, and no longer for browsers', () => {
    expect(raises(HALF, HALF)).toBe(false)
    expect(raises(HALF, { ...HALF, variants: { on: true, off: false, more: true } })).toBe(false)
    expect(raises(HALF, { ...HALF, clientSide: false })).toBe(false)
  })

  it('fewer people in a segment, and more of them where the segment takes people out', () => {
    const flags = [flag({ rules: [inSegment()] })]
    expect(segmentRaises(segment(['ada', 'bob']), segment(['bob']), flags)).toBe(false)
    expect(segmentRaises(segment(['ada']), segment(['ada'], { excluded: ['eve'] }), flags)).toBe(
      false,
    )
    const negated = [flag({ rules: [inSegment(true)] })]
    expect(segmentRaises(segment(['ada']), segment(['ada', 'bob']), negated)).toBe(false)
    expect(segmentRaises(segment(['ada']), segment(['bob']), [flag()])).toBe(false)
  })
})

describe('what raises exposure', () => {
  it('switching on what serves somebody, and a larger share', () => {
    expect(raises({ ...HALF, on: false }, HALF)).toBe(true)
    expect(raises(HALF, { fallthrough: onFor(50_001) })).toBe(true)
    expect(raises({}, { rules: [rule('beta', ON)] })).toBe(true)
    expect(raises({}, { targets: [{ variant: 'on', values: ['ada'] }] })).toBe(true)
  })

  it('drawing anew, by another salt or another attribute', () => {
    expect(raises(HALF, { ...HALF, salt: 'another' })).toBe(true)
    expect(raises(HALF, { fallthrough: onFor(50_000, { bucketBy: 'company' }) })).toBe(true)
    expect(raises({ fallthrough: ON }, { ...HALF, salt: 'another' })).toBe(false)
  })

  it('everybody instead of a rollout of 100 %: who has no unit was served the off variant', () => {
    expect(raises({ fallthrough: onFor(100_000) }, { fallthrough: ON })).toBe(true)
    expect(raises({ fallthrough: ON }, { fallthrough: onFor(100_000) })).toBe(false)
  })

  it('a rule less that took people out, and another order that lets them through', () => {
    expect(raises({ ...HALF, rules: [rule('bank', OFF)] }, HALF)).toBe(true)
    const first = [rule('bank', OFF), rule('beta', ON)]
    expect(raises({ rules: first }, { rules: first.toReversed() })).toBe(true)
    expect(raises({ rules: first.toReversed() }, { rules: first })).toBe(false)
  })

  it('another off variant, another value, one variant for another, and now for browsers', () => {
    expect(raises(HALF, { ...HALF, offVariant: 'on' })).toBe(true)
    const number = { type: 'number' as const, ...HALF }
    expect(
      raises(
        { ...number, variants: { on: 1, off: 0 } },
        { ...number, variants: { on: 2, off: 0 } },
      ),
    ).toBe(true)
    const variants = { on: 'a', other: 'b', off: '' }
    const text = (variant: string) => ({
      type: 'string' as const,
      variants,
      fallthrough: { variant },
    })
    expect(raises(text('on'), text('other'))).toBe(true)
    expect(raises({ ...HALF, clientSide: false }, HALF)).toBe(true)
  })

  it('a prerequisite less, or one that is met by more', () => {
    const needs = (variants: string[]) => ({
      ...HALF,
      prerequisites: [{ flag: 'other', variants }],
    })
    expect(raises(needs(['on']), HALF)).toBe(true)
    expect(raises(needs(['on']), needs(['on', 'off']))).toBe(true)
    expect(raises(needs(['on', 'off']), needs(['on']))).toBe(false)
  })

  it('less of a flag that others need off, directly or through others', () => {
    const needing = (key: string, needed: string, variant: string) =>
      flag({ key, fallthrough: ON, prerequisites: [{ flag: needed, variants: [variant] }] })
    const less = { fallthrough: onFor(1) }
    expect(raises(HALF, less, [needing('other', 'flag', 'on')])).toBe(false)
    expect(raises(HALF, less, [needing('other', 'flag', 'off')])).toBe(true)
    const chain = [needing('a', 'flag', 'on'), needing('b', 'a', 'off')]
    expect(raises(HALF, less, chain)).toBe(true)
  })

  it('more people in a segment, directly or through another one', () => {
    const flags = [flag({ rules: [inSegment()] })]
    expect(segmentRaises(segment(['ada']), segment(['ada', 'bob']), flags)).toBe(true)
    expect(
      segmentRaises(segment([]), segment([], { conditions: rule('a', ON).conditions }), flags),
    ).toBe(true)
    const outer: Segment = { ...segment([]), key: 'outer', conditions: inSegment().conditions }
    const asking = {
      ...inSegment(),
      conditions: [{ ...inSegment().conditions[0], values: ['outer'] }],
    }
    const through = [flag({ rules: [asking as Flag['rules'][number]] })]
    expect(segmentRaises(segment(['ada']), segment(['bob']), through, [outer])).toBe(true)
    expect(segmentRaises(segment(['ada']), segment([]), through, [outer])).toBe(false)
  })

  it('a segment that keeps fewer people out, and a rule that does', () => {
    const flags = [flag({ rules: [inSegment()] })]
    const both = segment(['ada', 'eve'], { excluded: ['eve'] })
    expect(segmentRaises(both, segment(['ada', 'eve']), flags)).toBe(true)
    const but = (...plans: string[]) => {
      const { conditions, ...rest } = rule(plans, ON, 'but')
      return {
        rules: [{ ...rest, conditions: conditions.map((one) => ({ ...one, negate: true })) }],
      }
    }
    expect(raises(but('bank', 'shop'), but('bank'))).toBe(true)
    expect(raises(but('bank'), but('bank'))).toBe(false)
  })

  it('a new flag that serves somebody, and none that does not', () => {
    const made = (after: Flag) =>
      raisesExposure({
        flags: new Map([['flag', { before: undefined, after }]]),
        segments: new Map(),
        around: { flags: [], segments: [] },
      })
    expect(made(flag({ on: false, fallthrough: ON }))).toBe(false)
    expect(made(flag({ fallthrough: ON }))).toBe(true)
  })
})

/** Changes as people make them, and some that nobody would. */
function mutated(random: Random, ruleset: Ruleset): Ruleset {
  const other = randomRuleset(random)
  const flags = ruleset.flags.map((one) =>
    random.chance(0.6) ? one : mutatedFlag(random, one, random.pick(other.flags)),
  )
  const segments = ruleset.segments.map((one) =>
    random.chance(0.6) ? one : mutatedSegment(random, one),
  )
  return { flags, segments }
}

const without = <T>(random: Random, list: readonly T[]) => list.filter(() => random.chance(0.7))

function mutatedFlag(random: Random, one: Flag, other: Flag): Flag {
  const narrowed = {
    ...one,
    rules: one.rules.map((rule) => ({
      ...rule,
      conditions: rule.conditions.map((condition) => ({
        ...condition,
        values: condition.values.length > 1 ? condition.values.slice(0, -1) : condition.values,
      })),
    })),
  }
  return random.pick([
    () => ({ ...one, on: !one.on }),
    () => ({ ...one, on: false }),
    () => ({ ...one, rules: without(random, one.rules) }),
    () => ({ ...one, rules: one.rules.toReversed() }),
    () => ({ ...one, rules: [...one.rules, ...one.rules.toReversed()] }),
    () => ({ ...one, targets: without(random, one.targets) }),
    () => ({ ...one, targets: [...other.targets, ...one.targets].filter(isKnown(one)) }),
    () => ({ ...one, prerequisites: without(random, one.prerequisites) }),
    () => ({
      ...one,
      prerequisites: one.prerequisites.map((needed) => ({
        ...needed,
        variants: without(random, needed.variants),
      })),
    }),
    () => narrowed,
    () => ({ ...one, salt: 'another' }),
    () => ({ ...one, offVariant: random.pick(Object.keys(one.variants)) }),
    () => ({ ...one, fallthrough: lessOf(random, one.fallthrough, one.offVariant) }),
    () => ({
      ...one,
      rules: one.rules.map((rule) => ({
        ...rule,
        serve: lessOf(random, rule.serve, one.offVariant),
      })),
    }),
    () => ({ ...one, fallthrough: { variant: random.pick(Object.keys(one.variants)) } }),
    () => ({ ...one, rules: other.type === one.type ? other.rules : [] }),
  ])()
}

const isKnown = (one: Flag) => (target: { variant: string }) =>
  Object.hasOwn(one.variants, target.variant)

/** Some of a variant's share goes to a neighbour: often, but not always, the off variant. */
function lessOf(random: Random, serve: Serve, off: string): Serve {
  if ('variant' in serve) {
    const share = random.below(100_000)
    const kept = { variant: serve.variant, share }
    return { rollout: { shares: [kept, { variant: off, share: 100_000 - share }] } }
  }
  const shares = serve.rollout.shares.map((one) => ({ ...one }))
  const at = random.below(shares.length)
  const [from, to] = [shares[at], shares[at + 1] ?? shares[at - 1]]
  if (!from || !to) return serve
  const moved = random.below(from.share + 1)
  from.share -= moved
  to.share += moved
  return { rollout: { ...serve.rollout, shares } }
}

function mutatedSegment(random: Random, one: Segment): Segment {
  return random.pick([
    () => ({ ...one, included: without(random, one.included) }),
    () => ({ ...one, included: [...one.included, 'ada'] }),
    () => ({ ...one, excluded: [...one.excluded, 'bob'] }),
    () => ({ ...one, excluded: without(random, one.excluded) }),
    () => ({ ...one, conditions: without(random, one.conditions) }),
    () => ({ ...one, conditions: [...one.conditions, ...one.conditions.slice(0, 1)] }),
  ])()
}

/** What the API would save. */
function isValid({ flags, segments }: Ruleset): boolean {
  const existing = {
    flag: (key: string) => flags.find((one) => one.key === key),
    segment: (key: string) => segments.find((one) => one.key === key),
  }
  return (
    flags.every((one) => checkFlag(one, existing).length === 0) &&
    segments.every((one) => checkSegment(one, existing).length === 0)
  )
}

function changeOf(before: Ruleset, after: Ruleset): RulesetChange {
  const of = <T extends { key: string }>(was: readonly T[], is: readonly T[]) =>
    new Map(
      is.flatMap((one) => {
        const old = was.find(({ key }) => key === one.key)
        return old === one ? [] : [[one.key, { before: old, after: one }] as const]
      }),
    )
  const flags = of(before.flags, after.flags)
  const segments = of(before.segments, after.segments)
  return {
    flags,
    segments,
    around: {
      flags: after.flags.filter(({ key }) => !flags.has(key)),
      segments: after.segments.filter(({ key }) => !segments.has(key)),
    },
  }
}

const TRIED = 2_500
const CONTEXTS = 30

it('lets nobody get what they did not have, but for the off variant, by a change that does not raise', () => {
  const random = createRandom(20_260_723)
  let lowering = 0
  let moved = 0
  for (let tried = 0; tried < TRIED; tried += 1) {
    const before = randomRuleset(random)
    const after = mutated(random, before)
    if (!isValid(before) || !isValid(after)) continue
    if (raisesExposure(changeOf(before, after))) continue
    lowering += 1
    const [was, is] = [compileRuleset(before), compileRuleset(after)]
    for (let at = 0; at < CONTEXTS; at += 1) {
      const context = randomContext(random)
      for (const { key, offVariant } of before.flags) {
        const old = decide(was, key, context)
        const made = decide(is, key, context)
        if (old.variant === made.variant) expect(made.value).toEqual(old.value)
        else {
          moved += 1
          if (made.variant === offVariant) continue
          expect.fail(JSON.stringify({ before, after, context, key, old, made }, null, 1))
        }
      }
    }
  }
  // The check is one: many changes are lowering, and many of those move somebody.
  expect(lowering).toBeGreaterThan(400)
  expect(moved).toBeGreaterThan(1_000)
})

it('finds most of the changes that raise nothing', () => {
  const random = createRandom(7)
  let quiet = 0
  let found = 0
  for (let tried = 0; tried < 600; tried += 1) {
    const before = randomRuleset(random)
    const after = mutated(random, before)
    if (!isValid(before) || !isValid(after)) continue
    const [was, is] = [compileRuleset(before), compileRuleset(after)]
    const contexts = random.times(120, () => randomContext(random))
    const raised = contexts.some((context) =>
      before.flags.some(({ key, offVariant }) => {
        const made = decide(is, key, context)
        return made.variant !== offVariant && made.variant !== decide(was, key, context).variant
      }),
    )
    if (raised) continue
    quiet += 1
    if (!raisesExposure(changeOf(before, after))) found += 1
  }
  expect(found / quiet).toBeGreaterThan(0.5)
})
