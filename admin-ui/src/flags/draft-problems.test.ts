import { expect, it } from 'vitest'
import { draftProblems } from './draft-problems.ts'
import { aConfiguration } from './example-flag.ts'

const withCondition = (attribute: string, values: string[], name?: string) =>
  aConfiguration({
    rules: [
      {
        id: 'a',
        ...(name && { name }),
        conditions: [{ attribute, operator: 'in', values }],
        serve: { variant: 'on' },
      },
    ],
  })

it('says which rule is not finished', () => {
  expect(draftProblems(withCondition('', ['DE']))).toEqual([
    'Rule 1 has a condition without an attribute.',
  ])
  expect(draftProblems(withCondition('country', [], 'EU'))).toEqual([
    'Rule “EU” needs a value for country.',
  ])
  expect(draftProblems(withCondition('country', ['DE']))).toEqual([])
})
