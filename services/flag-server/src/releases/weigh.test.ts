import { expect, it } from 'vitest'
import type { ComparisonEvidence } from './evidence.ts'
import { logMixture } from './guard/mixture-e-process.ts'
import {
  CANARY,
  countedOf,
  ERRORS,
  evidenceOf,
  releaseOf,
  stretchOf,
} from './testing/example-release.ts'
import { comparisons, weigh } from './weigh.ts'

const bad = [
  { control: 50, treatment: 1 },
  { control: 40, treatment: 9 },
]
const stretches = [stretchOf(1_000), stretchOf(25_000)]
const evidence = evidenceOf(releaseOf(), 60_000, undefined, {
  stretches,
  guards: { errors: countedOf(bad, 0) },
})

it('counts each stretch at the share that was in force', () => {
  expect(comparisons(countedOf(bad, 0), evidence)).toEqual([
    { p: 0.01, hits: 1, misses: 50 },
    { p: 0.25, hits: 9, misses: 40 },
  ])
})

it('leaves out what came before the evidence of a guard began anew', () => {
  const counted = { ...countedOf(bad, 0), countFrom: 1 }
  expect(comparisons(counted, evidence)).toEqual([{ p: 0.25, hits: 9, misses: 40 }])
  const { against } = weigh(releaseOf(), { ...evidence, guards: { errors: counted } })
  const once = Math.exp(logMixture([{ p: 0.25, hits: 9, misses: 40 }], 1))
  expect(Math.exp(against.get('errors') ?? 0)).toBeCloseTo(once / 2, 10)
})

it('places later bets only where it is counted who failed again', () => {
  const counted = (again: ComparisonEvidence['again']) => {
    const guards = { errors: { ...countedOf(bad, 0), again } }
    return weigh(releaseOf(), { ...evidence, guards })
      .bets.get('errors')
      ?.map(Math.exp)
  }
  const second = (more: { hits: number; misses: number }) => [
    { p: 0.25, hits: 9 + more.hits, misses: 40 + more.misses },
  ]
  const [whole, alone] = [Math.exp(logMixture(comparisons(countedOf(bad, 0), evidence), 1)) / 2, 0]
  expect(counted(null)).toEqual([expect.closeTo(whole, 10), alone])
  const none = Math.exp(logMixture(second({ hits: 0, misses: 0 }), 1)) / 6
  expect(counted([])).toEqual([expect.closeTo(whole, 10), expect.closeTo(none, 10)])
  const some = Math.exp(logMixture(second({ hits: 5, misses: 7 }), 1)) / 6
  const again = [{ stretch: 1, previous: 0, control: 7, treatment: 5 }]
  expect(counted(again)).toEqual([expect.closeTo(whole, 10), expect.closeTo(some, 10)])
})

it('holds a guard that began anew to later bets than the others, and compares bets of the same stretch', () => {
  const guards = [ERRORS, { ...ERRORS, id: 'other' }]
  const all = { errors: countedOf(bad, 0), other: { ...countedOf(bad, 0), countFrom: 1 } }
  const { bets } = weigh(releaseOf({ plan: { ...CANARY, guards } }), { ...evidence, guards: all })
  const [errors, other] = [bets.get('errors'), bets.get('other')]
  expect(other).toEqual([Number.NEGATIVE_INFINITY, errors?.[1]])
})

it('compares with the ceiling, whatever is tolerated, only where nobody is left in the control', () => {
  const everybody = { ...stretchOf(100_000), units: { control: 0, treatment: 1_000 } }
  const guards = { errors: countedOf([{ control: 0, treatment: 60 }], 0) }
  const logE = (toleratedRatio: number, ceiling: number | null, share = everybody) => {
    const plan = { ...CANARY, guards: [{ ...ERRORS, toleratedRatio, ceiling }] }
    const all = { ...evidence, stretches: [share], guards }
    return weigh(releaseOf({ plan }), all).against.get('errors') ?? Number.NaN
  }
  expect(logE(1, 0.02)).toBeGreaterThan(Math.log(100))
  expect(logE(3, 0.02)).toBeCloseTo(logE(1, 0.02), 8)
  expect(logE(1, 0.06)).toBeLessThan(0.1)
  expect(logE(1, null)).toBeCloseTo(Math.log(1 / 2), 12)
})

it('gives exposures the time to arrive before it holds bad events against the ceiling', () => {
  const units = { control: 0, treatment: 5 }
  const bad = [{ control: 0, treatment: 5 }]
  const plan = { ...CANARY, guards: [{ ...ERRORS, ceiling: 0.02 }] }
  const logEAfter = (at: number) => {
    const stretches = [{ ...stretchOf(100_000), units, since: 0 }]
    const counted = { ...evidence, at, stretches, guards: { errors: countedOf(bad, 0) } }
    return weigh(releaseOf({ plan }), counted).against.get('errors') ?? Number.NaN
  }
  expect(logEAfter(14_999)).toBeCloseTo(Math.log(1 / 2), 12)
  expect(logEAfter(15_000)).toBeGreaterThan(Math.log(100))
})

it('knows nothing of a guard without evidence', () => {
  expect(weigh(releaseOf(), { ...evidence, guards: {} }).against.size).toBe(0)
})
