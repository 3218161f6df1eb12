import { expect, it } from 'vitest'
import type { Condition } from './operators.ts'
import { readingOf } from './value-reading.ts'
import { splitValues } from './values-input.tsx'

const condition = (attribute: string, values: Condition['values'] = []): Condition => ({
  attribute,
  operator: 'in',
  values,
})

it('reads what is typed as the operator takes it', () => {
  expect(readingOf(condition('age'), 'values').read('42')).toBe(42)
  expect(readingOf(condition('targetingKey'), 'values').read('42')).toBe('42')
  expect(readingOf(condition('path'), 'texts').read('42')).toBe('42')
  expect(readingOf(condition('age'), 'number').read(' 1,5 ')).toBe(1.5)
  expect(readingOf(condition('age'), 'number').read('many')).toBe('many')
  expect(readingOf(condition('appVersion'), 'version').read(' 2.3.0 ')).toBe('2.3.0')
})

it('says so where a number is no text', () => {
  expect(readingOf(condition('age', ['a', 42]), 'values').hint).toMatch(/^42 is a number/)
  expect(readingOf(condition('path', ['42']), 'texts').hint).toBeUndefined()
})

it('takes a list in any of the ways in which lists are pasted, each value once', () => {
  expect(splitValues('a, b;c\nd\r\ne\tf\n\na')).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
})
