import fc from 'fast-check'
import { expect, it } from 'vitest'
import { literal } from './literal.ts'

it('writes every JSON value so that code reads the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      // Own members only: `__proto__` as a literal would set the prototype.
      fc.pre(!JSON.stringify(value).includes('__proto__'))
      // JSON has one zero.
      const written = JSON.parse(JSON.stringify(value))
      expect(new Function(`return (${literal(written)})`)()).toEqual(written)
    }),
    { numRuns: 50 },
  )
})

it('reads like code a person wrote', () => {
  expect(literal("it's")).toBe("'it\\'s'")
  expect(literal({ limit: 10, 'per user': true })).toBe("{ limit: 10, 'per user': true }")
})
