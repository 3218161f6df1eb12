import type { Segment } from '@bunting/evaluator'
import { expect, it } from 'vitest'
import type { Condition } from '../conditions/operators.ts'
import { configurationProblems } from './configuration-problems.ts'
import { evaluatedFlag } from './evaluated-flag.ts'
import { aConfiguration, aFlag } from './example-flag.ts'
import { fieldWords } from './field-words.ts'

const flag = aFlag({})
const other = evaluatedFlag(aFlag({ key: 'search' }), aConfiguration({}))
const staff: Segment = { key: 'staff', included: [], excluded: [], conditions: [] }
const parts = {
  complete: true,
  flags: new Map([['search', other]]),
  segments: new Map([['staff', staff]]),
}

const asking = (condition: Condition) =>
  aConfiguration({
    rules: [{ id: 'a', name: 'EU', conditions: [condition], serve: { variant: 'on' } }],
  })
const version = (text: string) =>
  asking({ attribute: 'appVersion', operator: 'semverGreaterThan', values: [text] })

it('finds at the field what the server would refuse, in the same words', () => {
  const shown = version('2.x')
  const [problem] = configurationProblems(flag, shown, parts)
  expect(problem).toMatchObject({ path: 'rules.0.conditions.0.values.0' })
  expect(problem && fieldWords(problem, shown)).toMatch(
    /^Rule “EU”, condition 1: must be a semantic/,
  )
  expect(configurationProblems(flag, version('2.3.0'), parts)).toEqual([])
})

it('knows the segments and flags there are', () => {
  const segment = (key: string) =>
    asking({ attribute: 'targetingKey', operator: 'inSegment', values: [key] })
  expect(configurationProblems(flag, segment('staff'), parts)).toEqual([])
  expect(configurationProblems(flag, segment('gone'), parts)).toHaveLength(1)
  const needs = (key: string) =>
    aConfiguration({ prerequisites: [{ flag: key, variants: ['on'] }] })
  expect(configurationProblems(flag, needs('search'), parts)).toEqual([])
  const [circle] = configurationProblems(flag, needs(flag.key), parts)
  expect(circle && fieldWords(circle, needs(flag.key))).toMatch(
    /^Prerequisite new-checkout: goes in a circle/,
  )
})

it('does not call wrong what is only begun, nor judges by half of what there is', () => {
  const begun = asking({ attribute: '', operator: 'in', values: [] })
  expect(configurationProblems(flag, begun, parts)).toEqual([])
  const choosing = aConfiguration({ prerequisites: [{ flag: '', variants: [] }] })
  expect(configurationProblems(flag, choosing, parts)).toEqual([])
  expect(configurationProblems(flag, version('2.x'), { ...parts, complete: false })).toEqual([])
})
