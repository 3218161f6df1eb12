import { describe, expect, it } from 'vitest'
import { conditionWords } from './condition-words.ts'
import { chooseOperator, operatorChoice, operatorChoices } from './operator-choice.ts'
import { type Condition, OPERATORS } from './operators.ts'

const condition: Condition = { attribute: 'country', operator: 'in', values: ['DE', 'FR'] }

describe('choosing an operator', () => {
  it('keeps of the values what the other operator takes', () => {
    expect(chooseOperator(condition, 'equals')).toEqual({
      attribute: 'country',
      operator: 'equals',
      values: ['DE'],
    })
    expect(chooseOperator({ ...condition, values: [42] }, 'contains').values).toEqual(['42'])
    expect(chooseOperator(condition, 'lessThan').values).toEqual([])
    expect(chooseOperator(condition, 'exists').values).toEqual([])
  })

  it('makes one choice of operator and negation', () => {
    const negated = chooseOperator(condition, '!in')
    expect(negated).toEqual({ ...condition, negate: true })
    expect(operatorChoice(negated)).toBe('!in')
    expect(chooseOperator(negated, 'in')).toEqual(condition)
  })

  it('asks for the targeting key when a segment is asked and nothing else was typed', () => {
    expect(chooseOperator({ ...condition, attribute: '' }, 'inSegment').attribute).toBe(
      'targetingKey',
    )
    expect(chooseOperator(condition, 'inSegment').attribute).toBe('country')
  })

  it('leaves case alone where it means nothing', () => {
    const anyCase: Condition = { ...condition, ignoreCase: true }
    expect(chooseOperator(anyCase, 'contains').ignoreCase).toBe(true)
    expect(chooseOperator(anyCase, 'lessThan').ignoreCase).toBeUndefined()
  })

  it('offers each operator once, and a negation that says the same as another only when it is there', () => {
    const offered = (of: Condition) =>
      operatorChoices(of).flatMap(({ items }) => items.map(({ value }) => value))
    expect(offered(condition)).toEqual(expect.arrayContaining(Object.keys(OPERATORS)))
    expect(offered(condition)).toContain('!inSegment')
    expect(offered(condition)).not.toContain('!lessThan')
    expect(offered({ ...condition, operator: 'lessThan', negate: true })).toContain('!lessThan')
    expect(new Set(offered(condition)).size).toBe(offered(condition).length)
  })
})

it('reads as a sentence', () => {
  expect(conditionWords(condition)).toBe('country is one of DE, FR')
  expect(conditionWords({ ...condition, negate: true })).toBe('country is none of DE, FR')
  expect(conditionWords({ ...condition, operator: 'equals', values: [3], ignoreCase: true })).toBe(
    'country is 3, in any case',
  )
  expect(conditionWords({ ...condition, operator: 'exists', values: [] })).toBe('country is set')
  expect(conditionWords({ ...condition, operator: 'startsWith', values: ['D', 'F'] })).toBe(
    'country starts with D or F',
  )
  const many = Array.from({ length: 20 }, (_, i) => `v${i}`)
  expect(conditionWords({ ...condition, values: many })).toBe(
    'country is one of v0, v1, v2, v3, v4, v5 and 14 more',
  )
})
