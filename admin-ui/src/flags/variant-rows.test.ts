import { expect, it } from 'vitest'
import { readVariants, rowProblem, rowsOf, startingVariants } from './variant-rows.ts'

const row = (id: number, name: string, text: string) => ({ id, name, text })

it('reads each type of value', () => {
  expect(readVariants('string', [row(0, 'a', '10')])).toEqual({ a: '10' })
  expect(readVariants('number', [row(0, 'a', '10')])).toEqual({ a: 10 })
  expect(readVariants('json', [row(0, 'a', '{"x":[1]}'), row(1, 'b', 'null')])).toEqual({
    a: { x: [1] },
    b: null,
  })
})

it('says what is wrong with a row and reads nothing until it is right', () => {
  const twice = [row(0, 'a', '1'), row(1, 'a', '2')]
  expect(rowProblem('number', row(1, 'a', '2'), twice)).toBe('Another variant has this name')
  expect(rowProblem('number', row(0, 'a', ''), [])).toBe('The value must be a number')
  expect(rowProblem('json', row(0, 'a', '{'), [])).toBe('The value must be JSON')
  expect(rowProblem('string', row(0, 'a b', ''), [])).toMatch('name')
  expect(readVariants('number', twice)).toBeNull()
  expect(readVariants('string', [])).toBeNull()
})

it('begins with variants that can be saved as they are', () => {
  for (const type of ['string', 'number', 'json'] as const) {
    expect(readVariants(type, startingVariants(type))).not.toBeNull()
  }
})

it('reads back what it wrote to be edited', () => {
  const variants = { a: '10', b: '' }
  expect(readVariants('string', rowsOf('string', variants))).toEqual(variants)
  const json = { a: { x: [1] }, b: null, c: 'text' }
  expect(readVariants('json', rowsOf('json', json))).toEqual(json)
})
