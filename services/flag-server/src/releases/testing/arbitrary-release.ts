import fc from 'fast-check'
import type { Evidence, GuardEvidence, PerArm } from '../evidence.ts'
import type { Guard, Plan } from '../plan.ts'
import type { Release } from '../release.ts'
import type { ReleaseState } from '../release-state.ts'
import { CANARY } from './example-release.ts'

const STATES: readonly ReleaseState[] = [
  'draft',
  'running',
  'holding',
  'paused',
  'completed',
  'rolled_back',
  'aborted',
]

/** Milliseconds since 1970; mostly sane, sometimes what no database should ever give. */
export const arbitraryTime = fc.oneof(
  fc.integer({ min: -1e9, max: 1e10 }),
  fc.constantFrom(0, Number.NaN, 8.64e15),
)
const count = fc.oneof(
  fc.nat(2_000),
  fc.nat(2 ** 31),
  fc.constantFrom(-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY),
)
const honest = fc.oneof({ weight: 20, arbitrary: fc.nat(5_000) }, { weight: 1, arbitrary: count })
const perArm: fc.Arbitrary<PerArm> = fc.record({ control: honest, treatment: honest })
const badAgain = fc.record({
  stretch: fc.nat(3),
  previous: fc.nat(3),
  control: honest,
  treatment: honest,
})
const rate = fc.record({ units: honest, bad: honest })

const guard: fc.Arbitrary<Guard> = fc.oneof(
  fc.record({
    id: fc.constantFrom('a', 'b'),
    kind: fc.constant('errors' as const),
    windowMs: fc.nat(1_000_000),
    toleratedRatio: fc.constantFrom(0.1, 1, 1.2, 10),
    ceiling: fc.constantFrom(null, 0.01, 0.5),
  }),
  fc.record({
    id: fc.constantFrom('p', 'a'),
    kind: fc.constant('prometheus' as const),
    windowMs: fc.nat(1_000_000),
    query: fc.constant('up'),
    badWhen: fc.constantFrom('above' as const, 'below' as const),
    threshold: fc.double(),
    inARow: fc.integer({ min: 1, max: 3 }),
    onBad: fc.constantFrom('hold' as const, 'roll-back' as const),
  }),
)

const plan: fc.Arbitrary<Plan> = fc.record({
  strategy: fc.constant('custom' as const),
  control: fc.constant('off'),
  treatment: fc.constant('on'),
  stages: fc.array(
    fc.record({
      share: fc.constantFrom(0, 1, 1_000, 50_000, 99_999, 100_000),
      holdback: fc.constantFrom(0, 1_000),
      bakeMs: fc.nat(1e7),
      longestBakeMs: fc.nat(1e8),
      minimumUnits: fc.nat(1_000),
      approval: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  guards: fc.array(guard, { maxLength: 3 }),
  alpha: fc.constantFrom(0.01, 0.05),
  pastLongestBake: fc.record({ goOnUpTo: fc.nat(100_000) }),
})

export const arbitraryRelease: fc.Arbitrary<Release> = fc.record({
  plan: fc.oneof(fc.constant(CANARY), plan),
  state: fc.constantFrom(...STATES),
  stage: fc.oneof(fc.nat(4), fc.constantFrom(-1, 9)),
  stageSince: arbitraryTime,
  approved: fc.array(fc.nat(5), { maxLength: 2 }),
  standing: fc.constantFrom([], [{ code: 'sample-ratio', logE: 9 }]),
})

const guardEvidence: fc.Arbitrary<GuardEvidence> = fc.oneof(
  fc.record({
    kind: fc.constant('comparison' as const),
    countFrom: fc.nat(2),
    lastReportAt: fc.oneof(fc.constant(null), arbitraryTime),
    bad: fc.array(perArm, { maxLength: 3 }),
    again: fc.oneof(fc.constant(null), fc.array(badAgain, { maxLength: 2 })),
    recent: fc.record({ control: rate, treatment: rate }),
  }),
  fc.record({
    kind: fc.constant('prometheus' as const),
    results: fc.array(
      fc.record({ at: arbitraryTime, value: fc.oneof(fc.constant(null), fc.double()) }),
      {
        maxLength: 3,
      },
    ),
  }),
)

export const arbitraryEvidence: fc.Arbitrary<Evidence> = fc.record({
  at: arbitraryTime,
  flagIsOn: fc.boolean(),
  stretches: fc.array(
    fc.record({
      share: fc.constantFrom(0, 1, 1_000, 50_000, 99_999, 100_000),
      since: arbitraryTime,
      firstExposures: perArm,
      units: perArm,
      inBothArms: honest,
    }),
    { maxLength: 3 },
  ),
  treatedInStage: honest,
  ratioFrom: fc.nat(2),
  guards: fc.dictionary(fc.constantFrom('a', 'b', 'p', 'errors'), guardEvidence),
  preflight: fc.record({
    controlVariantExists: fc.boolean(),
    silentGuards: fc.constantFrom([], ['a']),
    builds: fc.constantFrom([], [{ name: 'b', connections: 1, knowsFlag: false }]),
    otherReleases: fc.constantFrom([], ['r']),
    approved: fc.constantFrom(null, true, false),
  }),
})
