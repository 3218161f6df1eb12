import { expect, it } from 'vitest'
import { conditionWords } from './condition-words.ts'
import { type Condition, chooseOperator, operatorChoice } from './operators.ts'

const condition: Condition = { attribute: 'country', operator: 'in', values: ['DE', 'FR'] }

it('keeps of the values what the other operator takes', () => {
  expect(chooseOperator(condition, 'equals')).toEqual({
    attribute: 'country',
    operator: 'equals',
    values: ['DE'],
  })
})

it('makes one choice of operator and negation', () => {
  const negated = chooseOperator(condition, '!in')
  expect(negated).toEqual({ ...condition, negate: true })
  expect(operatorChoice(negated)).toBe('!in')
  expect(chooseOperator(negated, 'in')).toEqual(condition)
})

it('reads as a sentence', () => {
  expect(conditionWords(condition)).toBe('country is one of DE, FR')
  expect(conditionWords({ ...condition, negate: true })).toBe('country is none of DE, FR')
  expect(conditionWords({ ...condition, operator: 'equals', values: [3], ignoreCase: true })).toBe(
    'country is 3, in any case',
  )
  const many = Array.from({ length: 20 }, (_, i) => `v${i}`)
  expect(conditionWords({ ...condition, values: many })).toBe(
    'country is one of v0, v1, v2, v3, v4, v5 and 14 more',
  )
})
