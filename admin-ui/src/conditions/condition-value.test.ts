import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatValue, parseValue } from './condition-value.ts'

it('reads numbers, booleans and text', () => {
  expect(parseValue('42')).toBe(42)
  expect(parseValue('true')).toBe(true)
  expect(parseValue('"42"')).toBe('42')
  expect(parseValue('007')).toBe('007')
  expect(parseValue('pro')).toBe('pro')
})

it('writes every value so that it is read back as it was', () => {
  const value = fc.oneof(
    fc.string(),
    fc.boolean(),
    fc.integer(),
    fc.constantFrom('true', '42', '"42"', ' x ', '', '"'),
  )
  fc.assert(
    fc.property(value, (one) => {
      expect(parseValue(formatValue(one))).toBe(one)
    }),
  )
})
