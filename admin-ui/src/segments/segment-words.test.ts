import { expect, it } from 'vitest'
import { differenceWords } from '../drafts/difference.ts'
import { segmentDifferences } from './segment-differences.ts'
import { memberWords } from './segment-words.ts'

const plan = { attribute: 'plan', operator: 'equals' as const, values: ['pro'] }

it('says who is in a segment at a glance', () => {
  expect(memberWords({ includedCount: 0, excludedCount: 3, conditions: [] })).toBe('nobody')
  expect(memberWords({ includedCount: 41_200, excludedCount: 0, conditions: [plan] })).toBe(
    '41,200 included · 1\u00a0condition',
  )
})

it('names who came and who left, and how conditions changed', () => {
  const before = { included: ['ana', 'bob'], excluded: [], conditions: [] }
  const after = { included: ['ana', 'tom'], excluded: ['eve'], conditions: [plan] }
  expect(segmentDifferences(before, after).map(differenceWords)).toEqual([
    'Excluded: eve added',
    'Included: bob removed',
    'Included: tom added',
    'Conditions: plan is pro added',
  ])
  expect(segmentDifferences(after, after)).toEqual([])
})

it('counts those that are too many to be named', () => {
  const many = Array.from({ length: 1_022 }, (_, i) => `u${i}`)
  const [only] = segmentDifferences(
    { included: [], excluded: [], conditions: [] },
    { included: many, excluded: [], conditions: [] },
  )
  expect(only?.after).toMatch(/^u0, u1, .* and 1,002 more$/)
})
