import { expect, it } from 'vitest'
import type { Plan, PrometheusGuard } from './plan.ts'
import { planProblems } from './plan-problems.ts'
import { defaultStages } from './strategies.ts'
import { CANARY, ERRORS } from './testing/example-release.ts'

const CPU: PrometheusGuard = {
  id: 'cpu',
  kind: 'prometheus',
  windowMs: 60_000,
  query: 'avg(cpu)',
  badWhen: 'above',
  threshold: 0.8,
  inARow: 2,
  onBad: 'hold',
}

function pathsOf(more: Partial<Plan>): string[] {
  return planProblems({ ...CANARY, ...more }).map(({ path }) => path)
}

it('finds nothing wrong with any strategy as it comes', () => {
  for (const strategy of ['canary', 'rolling', 'blue-green'] as const) {
    expect(pathsOf({ strategy, stages: defaultStages(strategy) })).toEqual([])
  }
})

it('names the field of each problem', () => {
  const [first, second] = CANARY.stages
  if (!first || !second) throw new Error('the canary has stages')
  expect(pathsOf({ treatment: 'off' })).toEqual(['treatment'])
  expect(pathsOf({ alpha: 0 })).toEqual(['alpha'])
  expect(pathsOf({ stages: [] })).toEqual(['stages'])
  expect(pathsOf({ stages: [second, first] })).toEqual(['stages.1.share'])
  expect(pathsOf({ stages: [{ ...first, longestBakeMs: 1 }] })).toEqual(['stages.0.longestBakeMs'])
  expect(pathsOf({ stages: [{ ...first, share: 0.5 }] })).toEqual(['stages.0.share'])
  expect(pathsOf({ stages: [{ ...first, share: 0 }] })).toEqual(['stages.0.minimumUnits'])
  expect(pathsOf({ guards: [ERRORS, ERRORS] })).toEqual(['guards.1.id'])
  expect(pathsOf({ guards: [{ ...ERRORS, ceiling: 1 }] })).toEqual(['guards.0.ceiling'])
  expect(pathsOf({ guards: [{ ...ERRORS, toleratedRatio: 0 }] })).toEqual([
    'guards.0.toleratedRatio',
  ])
  expect(pathsOf({ guards: [ERRORS, { ...CPU, inARow: 0 }] })).toEqual(['guards.1.inARow'])
})

it('counts a holdback as a smaller share', () => {
  const [first, second] = CANARY.stages
  if (!first || !second) throw new Error('the canary has stages')
  expect(pathsOf({ stages: [second, { ...second, holdback: 99_000 }] })).toEqual(['stages.1.share'])
})

it('wants a comparison beside a query, or no guard at all', () => {
  expect(pathsOf({ guards: [CPU] })).toEqual(['guards'])
  expect(pathsOf({ guards: [CPU, ERRORS] })).toEqual([])
  expect(pathsOf({ guards: [] })).toEqual([])
})
