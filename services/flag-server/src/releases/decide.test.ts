import { describe, expect, it } from 'vitest'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import type { Evidence } from './evidence.ts'
import type { Plan, PrometheusGuard } from './plan.ts'
import type { Release } from './release.ts'
import { defaultStages } from './strategies.ts'
import {
  ALL_IS_WELL,
  CANARY,
  countedOf,
  ERRORS,
  evidenceOf,
  MINUTE,
  releaseOf,
  stretchOf,
} from './testing/example-release.ts'

/** At 25 %, safe: as many in the treatment as its share. */
const SAFE = { control: 300, treatment: 100 }
const WORSE = { control: 100, treatment: 100 }
const quarter = releaseOf({ stage: 2 })
const later = 70 * MINUTE

function decideOn(
  release: Release,
  more: Partial<Evidence> = {},
  bad = SAFE,
  now = later,
): Decision {
  return decide(release, evidenceOf(release, now, bad, more), now)
}

/** The codes of its reasons. */
function codes(decision: Decision): string[] {
  return 'reason' in decision ? [decision.reason.code] : decision.reasons.map(({ code }) => code)
}

describe('widening', () => {
  it('goes on to the next stage when it is proven safe', () => {
    expect(decideOn(quarter)).toEqual({ do: 'advance', to: 3, reason: { code: 'proven-safe' } })
  })

  it('waits for the bake time and the minimum of units, and says what is missing', () => {
    const decision = decideOn(quarter, { treatedInStage: 1 }, SAFE, 42 * MINUTE)
    expect(decision).toEqual({
      do: 'wait',
      reasons: [
        { code: 'bake-time', leftMs: 18 * MINUTE },
        { code: 'minimum-units', missing: 999 },
      ],
    })
  })

  it('waits for proof until the longest bake is over', () => {
    const some = { control: 3, treatment: 1 }
    expect(decideOn(quarter, {}, some)).toEqual({
      do: 'wait',
      reasons: [{ code: 'proof', guards: ['errors'], leftMs: 50 * MINUTE }],
    })
  })

  it('then goes on without proof up to 25 %, marked inconclusive', () => {
    const release = releaseOf({ stage: 1 })
    const decision = decideOn(release, {}, { control: 19, treatment: 1 })
    expect(decision).toEqual({
      do: 'advance',
      to: 2,
      reason: { code: 'inconclusive', guards: ['errors'] },
    })
  })

  it('beyond that asks a person, and goes on when one has approved', () => {
    const some = { control: 3, treatment: 1 }
    const asked = decideOn(quarter, {}, some, 121 * MINUTE)
    expect(asked).toEqual({
      do: 'wait',
      reasons: [{ code: 'approval', stage: 3, because: 'inconclusive' }],
    })
    const approved = decideOn({ ...quarter, approved: [3] }, {}, some, 121 * MINUTE)
    expect(approved).toMatchObject({ do: 'advance', to: 3, reason: { code: 'approved' } })
  })

  it('asks where the plan wants it, however safe it is', () => {
    const stages = CANARY.stages.map((stage) => ({ ...stage, approval: true }))
    const release = { ...quarter, plan: { ...CANARY, stages } }
    expect(codes(decideOn(release))).toEqual(['approval'])
    expect(decideOn({ ...release, approved: [3] }).do).toBe('advance')
    expect(codes(decideOn({ ...release, approved: [2, 4] }))).toEqual(['approval'])
  })

  it('does not widen while it is half convinced that the treatment is worse', () => {
    const decision = decideOn(releaseOf({ stage: 1 }), {}, { control: 60, treatment: 11 })
    expect(codes(decision)).toContain('suspicion')
  })

  it('advances by one stage whatever time has passed', () => {
    const year = 365 * 24 * 60 * MINUTE
    expect(decideOn(quarter, {}, SAFE, year)).toMatchObject({ do: 'advance', to: 3 })
    const entered = { ...quarter, stage: 3, stageSince: year }
    const stretches = {
      stretches: [stretchOf(50_000)],
      guards: { errors: countedOf([WORSE], year) },
    }
    expect(codes(decideOn(entered, stretches, SAFE, year))).toContain('bake-time')
  })

  it('waits when the clock went back to before the stage', () => {
    const release = { ...quarter, stageSince: later + MINUTE }
    expect(decideOn(release).do).toBe('hold')
    expect(decideOn({ ...release, stageSince: later }).do).toBe('wait')
  })

  it('completes from the last stage', () => {
    const last = releaseOf({ stage: 5 })
    expect(decideOn(last, {}, { control: 0, treatment: 0 })).toEqual({
      do: 'advance',
      to: 'completed',
      reason: { code: 'nothing-to-compare' },
    })
  })
})

describe('rolling back', () => {
  it('goes back when a guard proves the treatment worse, and names it with the numbers', () => {
    const decision = decideOn(quarter, {}, WORSE)
    expect(decision).toMatchObject({ do: 'roll-back', reason: { code: 'worse', guard: 'errors' } })
    if (decision.do !== 'roll-back' || decision.reason.code !== 'worse')
      throw new Error('not worse')
    expect(decision.reason.logThreshold).toBeCloseTo(Math.log(100), 10)
    expect(decision.reason.logE).toBeGreaterThan(Math.log(100))
  })

  it('goes back also while it holds, is paused, or reports are missing', () => {
    for (const state of ['holding', 'paused'] as const) {
      expect(decideOn({ ...quarter, state }, {}, WORSE).do).toBe('roll-back')
    }
    const silent = { guards: { errors: countedOf([WORSE], null) } }
    expect(decideOn(quarter, silent).do).toBe('roll-back')
  })

  it('goes back when only all guards together prove it', () => {
    const guards = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ ...ERRORS, id }))
    const release = { ...quarter, plan: { ...CANARY, guards } }
    const counted = countedOf([{ control: 60, treatment: 45 }], later)
    const evidence = { guards: Object.fromEntries(guards.map(({ id }) => [id, counted])) }
    expect(codes(decideOn(release, evidence))).toEqual(['worse-together'])
  })

  it('tolerates what the guard tolerates', () => {
    const guards = [{ ...ERRORS, toleratedRatio: 3 }]
    const release = { ...quarter, plan: { ...CANARY, guards } }
    expect(codes(decideOn(release, {}, WORSE))).toEqual(['proof'])
    expect(decideOn(release, {}, { control: 150, treatment: 75 }).do).toBe('advance')
  })

  it('does not count what came before the evidence began anew', () => {
    const stretches = [stretchOf(25_000), stretchOf(25_000)]
    const counted = countedOf([WORSE, { control: 0, treatment: 0 }], later)
    const evidence = (countFrom: number) => ({
      stretches,
      guards: { errors: { ...counted, countFrom } },
    })
    expect(decideOn(quarter, evidence(0)).do).toBe('roll-back')
    expect(decideOn(quarter, evidence(1)).do).toBe('wait')
  })

  it('holds blue-green to its ceiling, since it has nobody to compare with', () => {
    const guards = [{ ...ERRORS, ceiling: 0.02 }]
    const stages = defaultStages('blue-green')
    const plan: Plan = { ...CANARY, strategy: 'blue-green', stages, guards }
    const release = releaseOf({ plan, stage: 1 })
    const units = { control: 0, treatment: 2_000 }
    const stretches = [{ ...stretchOf(100_000), units, firstExposures: units }]
    const withBad = (treatment: number) =>
      decideOn(release, { stretches }, { control: 0, treatment }, 10 * MINUTE)
    expect(withBad(40).do).toBe('wait')
    expect(withBad(120).do).toBe('roll-back')
  })

  it('starts blue-green as soon as guards report', () => {
    const plan: Plan = { ...CANARY, stages: defaultStages('blue-green') }
    const decision = decideOn(releaseOf({ plan }), {}, { control: 3, treatment: 0 })
    expect(decision).toMatchObject({ do: 'advance', to: 1, reason: { code: 'nothing-to-compare' } })
  })
})

describe('holding', () => {
  it('holds for a guard that is silent for two windows, or never reported in them', () => {
    const since = (lastReportAt: number | null) => {
      return decideOn(quarter, { guards: { errors: countedOf([SAFE], lastReportAt) } })
    }
    expect(since(later - 10 * MINUTE).do).toBe('advance')
    expect(codes(since(later - 10 * MINUTE - 1))).toEqual(['silent-guard'])
    expect(codes(since(null))).toEqual(['silent-guard'])
    expect(codes(since(Number.NaN))).toEqual(['silent-guard'])
  })

  it('holds when exposures of one arm get lost', () => {
    const exposed = { control: 75_000, treatment: 23_000 }
    const stretches = [{ ...stretchOf(25_000), firstExposures: exposed }]
    expect(codes(decideOn(quarter, { stretches }))).toEqual(['sample-ratio'])
  })

  it('holds when more than one unit in a hundred was in both arms', () => {
    const strays = (inBothArms: number) => ({ stretches: [{ ...stretchOf(25_000), inBothArms }] })
    expect(decideOn(quarter, strays(1_000)).do).toBe('advance')
    expect(codes(decideOn(quarter, strays(1_001)))).toEqual(['both-arms'])
  })

  it('keeps these two until a person has looked, others go by themselves', () => {
    const ratio = { code: 'sample-ratio', logE: 8 } as const
    const silent = { code: 'silent-guard', guard: 'errors', silentMs: 9 } as const
    const holding = { ...quarter, state: 'holding' as const, standing: [ratio, silent] }
    expect(decideOn(holding)).toEqual({ do: 'hold', reasons: [ratio] })
    expect(codes(decideOn({ ...holding, standing: [silent] }))).toEqual(['hold-over'])
  })

  it('does not widen in the step that ends a hold', () => {
    expect(decideOn(quarter).do).toBe('advance')
    expect(codes(decideOn({ ...quarter, state: 'holding' }))).toEqual(['hold-over'])
  })

  it('holds in a shared incident and does not blame the release', () => {
    const plan = { ...CANARY, guards: [{ ...ERRORS, ceiling: 0.05 }] }
    const recent = { control: { units: 750, bad: 300 }, treatment: { units: 250, bad: 100 } }
    const guards = { errors: { ...countedOf([{ control: 900, treatment: 300 }], later), recent } }
    expect(codes(decideOn({ ...quarter, plan }, { guards }))).toEqual(['shared-incident'])
  })

  it('holds when the flag is off, the evidence old or of another share, and when preflight fails', () => {
    const twoBuilds = [{ name: 'shop 0.9.0', connections: 1, knowsFlag: false }]
    const cases: [string, Partial<Evidence>][] = [
      ['flag-off', { flagIsOn: false }],
      ['stale-evidence', { at: later - 2 * MINUTE }],
      ['share-mismatch', { stretches: [stretchOf(50_000)] }],
      ['preflight', { preflight: { ...ALL_IS_WELL, builds: twoBuilds } }],
      ['preflight', { preflight: { ...ALL_IS_WELL, controlVariantExists: false } }],
      ['preflight', { preflight: { ...ALL_IS_WELL, otherReleases: ['r2'] } }],
      ['preflight', { preflight: { ...ALL_IS_WELL, approved: false } }],
    ]
    for (const [code, more] of cases) expect(codes(decideOn(quarter, more))).toEqual([code])
  })

  it('holds for evidence that is not whole', () => {
    const half = { ...countedOf([SAFE], later), bad: [] }
    const cases: Partial<Evidence>[] = [
      { guards: {} },
      { guards: { errors: half } },
      { guards: { errors: { kind: 'prometheus', results: [] } } },
      { guards: { errors: countedOf([{ control: Number.NaN, treatment: 1 }], later) } },
      { stretches: [] },
      { ratioFrom: 4 },
      { treatedInStage: -1 },
      { at: Number.NaN },
    ]
    for (const more of cases) expect(codes(decideOn(quarter, more))).toEqual(['missing-data'])
  })
})

describe('a query to Prometheus', () => {
  const guard: PrometheusGuard = {
    id: 'cpu',
    kind: 'prometheus',
    windowMs: MINUTE,
    query: 'avg(cpu)',
    badWhen: 'above',
    threshold: 0.8,
    inARow: 2,
    onBad: 'hold',
  }

  function answered(values: (number | null)[], more: Partial<PrometheusGuard> = {}): Decision {
    const plan = { ...CANARY, guards: [ERRORS, { ...guard, ...more }] }
    const results = values.map((value, at) => ({ at: later - (values.length - at) * 1_000, value }))
    const errors = countedOf([SAFE], later)
    return decideOn(
      { ...quarter, plan },
      { guards: { errors, cpu: { kind: 'prometheus', results } } },
    )
  }

  it('holds when it timed out, has no data, never ran or ran long ago', () => {
    for (const values of [[], [0.5, null], [0.5, Number.NaN], [Number.POSITIVE_INFINITY]]) {
      expect(codes(answered(values))).toEqual(['prometheus-missing'])
    }
    expect(codes(answered([0.1, 0.1], { windowMs: 100 }))).toEqual(['prometheus-missing'])
  })

  it('counts once it is past its threshold as often in a row as asked', () => {
    expect(answered([0.9, 0.5]).do).toBe('advance')
    expect(answered([0.5, 0.9]).do).toBe('advance')
    expect(codes(answered([0.85, 0.9]))).toEqual(['prometheus'])
    expect(answered([0.85, 0.9], { onBad: 'roll-back' })).toEqual({
      do: 'roll-back',
      reason: { code: 'prometheus', guard: 'cpu', value: 0.9 },
    })
    expect(codes(answered([0.5, 0.5], { badWhen: 'below' }))).toEqual(['prometheus'])
  })
})

it('leaves alone what does not run, and only watches what is paused', () => {
  for (const state of ['draft', 'completed', 'rolled_back', 'aborted'] as const) {
    expect(codes(decideOn({ ...quarter, state }, {}, WORSE))).toEqual(['not-running'])
  }
  expect(codes(decideOn({ ...quarter, state: 'paused' }))).toEqual(['paused'])
  expect(codes(decideOn({ ...quarter, state: 'paused' }, { guards: {} }))).toEqual(['paused'])
})
