import { expect, it } from 'vitest'
import { differenceWords } from '../drafts/difference.ts'
import { segmentEntryDifferences } from './segment-entry-differences.ts'

const nobody = { included: [], excluded: [] }

it('tells from an audit entry who came and who left', () => {
  const before = {
    includedCount: 2,
    excludedCount: 0,
    removed: { ...nobody, included: ['bob'] },
    conditions: [],
  }
  const after = {
    includedCount: 3,
    excludedCount: 1,
    added: { included: ['tom', 'eve'], excluded: ['mallory'] },
    conditions: [{ attribute: 'plan', operator: 'equals', values: ['pro'] }],
  }
  expect(segmentEntryDifferences(before, after).map(differenceWords)).toEqual([
    'Excluded: mallory added',
    'Included: bob removed',
    'Included: tom, eve added',
    'Conditions: plan is pro added',
  ])
})

it('counts those that the entry does not name', () => {
  const added = Array.from({ length: 1_000 }, (_, index) => `u${index}`)
  const before = { includedCount: 0, excludedCount: 0, removed: nobody, conditions: [] }
  const after = { ...before, includedCount: 41_200, added: { ...nobody, included: added } }
  const [only] = segmentEntryDifferences(before, after)
  expect(only?.after).toMatch(/ and 41,180 more$/)
})
