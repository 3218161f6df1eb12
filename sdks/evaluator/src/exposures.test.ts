import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { armOf } from './arm-of.ts'
import { type CompiledRuleset, createRuleset } from './create-ruleset.ts'
import { decide, isEnabled } from './evaluate.ts'
import { explain } from './explain/explain.ts'
import { createExposures } from './exposures.ts'
import { encodeLine } from './line.ts'
import { murmur3 } from './murmur3.ts'
import type { Flag, RunningRelease } from './ruleset.ts'
import { booleanFlag, onFor } from './testing/flags.ts'
import { createRandom } from './testing/random.ts'
import { randomContext, randomRuleset } from './testing/random-ruleset.ts'

const RELEASE: RunningRelease = {
  id: '6a0e8f0c-3b1d-4a55-9c40-7d1b2a9f0001',
  stretch: 0,
  rule: null,
  control: 'off',
  treatment: 'on',
  metrics: ['errors'],
}

/** Half of everybody. */
function released(given: Partial<Flag> = {}, release: Partial<RunningRelease> = {}): Flag {
  return booleanFlag({
    fallthrough: onFor(50_000),
    release: { ...RELEASE, ...release },
    ...given,
  })
}

function holding(...flags: Flag[]) {
  const exposures = createExposures()
  const ruleset = createRuleset({ exposures, instance: 'worker-1' })
  const hold = (next: readonly Flag[]) =>
    ruleset.replace({ flags: next.map(encodeLine), segments: [] })
  hold(flags)
  return { ruleset, exposures, hold }
}

const user = (n: number) => ({ targetingKey: `user-${n}` })
const ask = (ruleset: CompiledRuleset, count: number, key = 'flag', from = 0) =>
  Array.from({ length: count }, (_, n) => isEnabled(ruleset, key, user(from + n)))
const unitsOf = (drained: readonly { readonly units: readonly number[] }[]) =>
  drained.flatMap(({ units }) => units)

describe('exposures', () => {
  it('are the positions of whom the rollout served, by arm, each once', () => {
    const { ruleset, exposures } = holding(released())
    const served = ask(ruleset, 200)
    ask(ruleset, 200)
    const position = (n: number) => murmur3(`flag.salt:user-${n}`)
    const of = (arm: boolean) => served.flatMap((isOn, n) => (isOn === arm ? [position(n)] : []))
    const stretch = { release: RELEASE.id, stretch: 0 }
    expect(exposures.drain()).toEqual([
      { ...stretch, arm: 'control', units: of(false) },
      { ...stretch, arm: 'treatment', units: of(true) },
    ])
    expect(exposures.drain()).toEqual([])
  })

  it('are told again when they are to be told anew, and only then', () => {
    const { ruleset, exposures } = holding(released())
    ask(ruleset, 10)
    expect(unitsOf(exposures.drain(true))).toHaveLength(10)
    ask(ruleset, 15)
    expect(unitsOf(exposures.drain())).toHaveLength(15)
    ask(ruleset, 20)
    expect(unitsOf(exposures.drain())).toHaveLength(5)
  })

  it('outlive a flag that is compiled anew, and a stretch that has ended', () => {
    const { ruleset, exposures, hold } = holding(released())
    ask(ruleset, 10)
    hold([released({ targets: [{ variant: 'on', values: ['ana'] }] })])
    ask(ruleset, 20)
    hold([released({}, { stretch: 1 })])
    ask(ruleset, 5)
    const drained = exposures.drain()
    const count = (stretch: number) => unitsOf(drained.filter((one) => one.stretch === stretch))
    expect(count(0)).toHaveLength(20)
    expect(count(1)).toHaveLength(5)
    hold([released({ release: undefined as never })])
    ask(ruleset, 100)
    expect(exposures.drain()).toEqual([])
  })

  it('are of nobody who does not come to the rollout', () => {
    const { ruleset, exposures, hold } = holding(
      released({ targets: [{ variant: 'on', values: ['user-1'] }] }),
    )
    isEnabled(ruleset, 'flag', user(1))
    isEnabled(ruleset, 'flag', {})
    hold([released({ on: false })])
    ask(ruleset, 10)
    hold([released({}, { rule: 'beta' })])
    ask(ruleset, 10)
    hold([released({}, { control: 'a', treatment: 'b' })])
    ask(ruleset, 10)
    expect(exposures.drain()).toEqual([])
  })

  it('are of the rule that the release is about', () => {
    const rule = {
      id: 'beta',
      conditions: [{ attribute: 'plan', operator: 'equals' as const, values: ['beta'] }],
      serve: onFor(50_000),
    }
    const { ruleset, exposures } = holding(released({ rules: [rule] }, { rule: 'beta' }))
    isEnabled(ruleset, 'flag', { ...user(1), plan: 'beta' })
    isEnabled(ruleset, 'flag', user(2))
    expect(unitsOf(exposures.drain())).toEqual([murmur3('flag.salt:user-1')])
  })

  it('count for a prerequisite that is asked on the way: what it serves decides there', () => {
    const { ruleset, exposures } = holding(
      released({ key: 'needed' }),
      booleanFlag({ prerequisites: [{ flag: 'needed', variants: ['on'] }] }),
    )
    ask(ruleset, 10)
    expect(unitsOf(exposures.drain())).toHaveLength(10)
  })

  it('are bounded in every release, and say how many were too many', () => {
    const { ruleset, exposures } = holding(released())
    ask(ruleset, 10_250)
    expect(unitsOf(exposures.drain(true))).toHaveLength(10_000)
    expect(exposures.dropped()).toBe(250)
    ask(ruleset, 100, 'flag', 20_000)
    expect(unitsOf(exposures.drain())).toHaveLength(100)
  })

  it('that nobody asks for are bounded too', () => {
    const { ruleset, exposures, hold } = holding()
    for (let stretch = 0; stretch < 100; stretch++) {
      hold([released({}, { stretch })])
      ask(ruleset, 3)
    }
    expect(unitsOf(exposures.drain())).toHaveLength(60)
  })
})

describe('the arm of a context', () => {
  it('is the one it is served, whatever the flags and whoever asks; asking leaves no trace', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed)
        const { flags } = randomRuleset(random)
        const exposures = createExposures()
        const ruleset = createRuleset({ exposures, instance: 'worker-1' })
        const withReleases = flags.map((flag, n): Flag => {
          const [control = '', treatment = ''] = Object.keys(flag.variants)
          const rule = random.pick([null, ...flag.rules.map(({ id }) => id)])
          return { ...flag, release: { ...RELEASE, id: `${n}`, rule, control, treatment } }
        })
        ruleset.replace({ flags: withReleases.map(encodeLine), segments: [] })
        for (let n = 0; n < 20; n++) {
          const context = randomContext(random)
          for (const { key, release } of withReleases) {
            const arm = armOf(ruleset, key, context)
            expect(exposures.drain()).toEqual([])
            const { variant, reason } = decide(ruleset, key, context)
            const seen = exposures.drain(true).filter((one) => one.release === release?.id)
            expect(unitsOf(seen)).toEqual(arm ? [arm.unit] : [])
            if (!arm) continue
            expect(reason).toBe('SPLIT')
            expect(variant).toBe(arm.release[arm.arm])
          }
        }
        expect(ruleset.drainCounts().length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })

  it('is none for a flag without a release, an unknown one, or a ruleset that watches none', () => {
    const { ruleset } = holding(booleanFlag({ fallthrough: onFor(50_000) }))
    expect(armOf(ruleset, 'flag', user(1))).toBeUndefined()
    expect(armOf(ruleset, 'unknown', user(1))).toBeUndefined()
    const unwatched = createRuleset()
    unwatched.replace({ flags: [encodeLine(released())], segments: [] })
    expect(armOf(unwatched, 'flag', user(1))).toBeUndefined()
  })

  it('is not mixed up with what a getter in the context asks meanwhile', () => {
    const { ruleset, exposures } = holding(
      released(),
      released({ key: 'other' }, { id: '6a0e8f0c-3b1d-4a55-9c40-7d1b2a9f0002' }),
    )
    const context = {
      get targetingKey() {
        armOf(ruleset, 'other', user(7))
        isEnabled(ruleset, 'other', user(8))
        return 'user-1'
      },
    }
    expect(armOf(ruleset, 'flag', context)?.unit).toBe(murmur3('flag.salt:user-1'))
    expect(exposures.drain()).toEqual([])
  })
})

describe('a rollout by instance', () => {
  const byInstance = booleanFlag({ fallthrough: onFor(50_000, { bucketBy: 'instance' }) })
  const evaluate = (instance: string | undefined, context = {}) => {
    const ruleset = createRuleset({ instance })
    ruleset.replace({ flags: [encodeLine(byInstance)], segments: [] })
    const decision = decide(ruleset, 'flag', context)
    expect(explain(ruleset, 'flag', context).decision).toEqual(decision)
    return decision
  }

  it('buckets the process, unless the context names an instance', () => {
    const arms = Array.from({ length: 50 }, (_, n) => evaluate(`worker-${n}`).value)
    expect(new Set(arms)).toEqual(new Set([true, false]))
    for (const n of [1, 2, 3, 4, 5]) {
      const named = evaluate('worker-0', { instance: `worker-${n}` })
      expect(named).toEqual(evaluate(`worker-${n}`))
    }
  })

  it('serves the off variant where nobody knows of an instance, or reading it throws', () => {
    const broken = {
      get instance() {
        throw new Error('no')
      },
    }
    for (const one of [evaluate(undefined), evaluate('worker-0', broken)]) {
      expect(one).toMatchObject({ variant: 'off', reason: 'DEFAULT' })
    }
  })
})
