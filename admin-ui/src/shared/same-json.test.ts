import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sameJson } from './same-json.ts'

it('finds every JSON value equal to its copy, whatever the order of members', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(sameJson(value, JSON.parse(JSON.stringify(value)))).toBe(true)
    }),
  )
  expect(sameJson({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true)
})

it('finds different values different', () => {
  const values = [null, 0, '', false, [], {}, [0], [null], { a: null }, { b: null }, 'a']
  for (const [i, a] of values.entries()) {
    for (const [j, b] of values.entries()) expect(sameJson(a, b)).toBe(i === j)
  }
})
