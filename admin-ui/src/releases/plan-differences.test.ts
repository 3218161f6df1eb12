import { expect, it } from 'vitest'
import { differenceWords } from '../drafts/difference.ts'
import { aRelease } from './example-release.ts'
import { planDifferences } from './plan-differences.ts'

it('says what changed of a plan, and nothing of what stayed', () => {
  const { plan } = aRelease({})
  expect(planDifferences({ ...plan }, { ...plan })).toEqual([])
  const stages = plan.stages.slice(1)
  const after = { ...plan, stages, guards: [], pastLongestBake: { goOnUpTo: 50_000 } }
  const said = planDifferences({ ...plan }, after).map(differenceWords)
  expect(said.map((words) => words.replaceAll('\u00a0', ' '))).toEqual([
    expect.stringMatching(/^Stages: 5 %, for at least 1 h and 500 units; 99 %.* → 99 %/),
    'Guards: errors (calls of run() that throw, no more often than in the control) → none',
    'Goes on unproven up to: 25 % → 50 %',
  ])
})

it('says all of a plan that is new', () => {
  const said = planDifferences(null, { ...aRelease({}).plan })
  expect(said.every(({ before }) => before === null)).toBe(true)
  expect(said.map(({ what, after }) => `${what}: ${after?.replaceAll('\u00a0', ' ')}`)).toEqual([
    'Serves: on instead of off',
    expect.stringMatching(/^Stages: 5 %, for at least 1 h and 500 units; 99 %/),
    'Guards: errors (calls of run() that throw, no more often than in the control)',
    'Goes on unproven up to: 25 %',
  ])
})
