import { expect, it } from 'vitest'
import { differenceWords } from '../drafts/difference.ts'
import { conditionDifferences } from './condition-differences.ts'
import type { Condition } from './operators.ts'

const country = (...values: string[]): Condition => ({
  attribute: 'country',
  operator: 'in',
  values,
})
const plan = (value: string): Condition => ({
  attribute: 'plan',
  operator: 'equals',
  values: [value],
})
const words = (before: Condition[], after: Condition[]) =>
  conditionDifferences('Rule 1, when', before, after).map(differenceWords)

it('says only what differs', () => {
  expect(words([country('DE'), plan('pro')], [country('DE'), plan('free')])).toEqual([
    'Rule 1, when: plan is pro → plan is free',
  ])
  expect(words([plan('pro')], [country('DE'), plan('pro')])).toEqual([
    'Rule 1, when: country is one of DE added',
  ])
  expect(words([country('DE'), plan('pro')], [country('DE')])).toEqual([
    'Rule 1, when: plan is pro removed',
  ])
  expect(words([plan('pro')], [plan('pro')])).toEqual([])
})

it('names the values that came and went, however long the list is', () => {
  const many = Array.from({ length: 300 }, (_, index) => `v${index}`)
  expect(words([country(...many)], [country(...many.slice(0, -1), 'new')])).toEqual([
    'Rule 1, when country is one of: v299 removed',
    'Rule 1, when country is one of: new added',
  ])
})

it('says it when the same values are asked otherwise', () => {
  expect(words([country('DE', 'FR')], [{ ...country('DE', 'FR'), negate: true }])).toEqual([
    'Rule 1, when: country is one of DE, FR → country is none of DE, FR',
  ])
})
