import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SPOILINGS, spoil } from './spoil.ts'

it('changes one part of a value and leaves the value itself as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), SPOILINGS, (value, spoiling) => {
      const before = JSON.stringify(value)
      spoil(value, spoiling)
      expect(JSON.stringify(value)).toBe(before)
    }),
  )
})

it('replaces, removes, doubles and adds', () => {
  const value = { a: 1, b: [2] }
  expect(spoil(value, { at: 1, becomes: { how: 'replaced', by: 'x' } })).toEqual({ a: 'x', b: [2] })
  expect(spoil(value, { at: 3, becomes: { how: 'removed' } })).toEqual({ a: 1, b: [] })
  expect(spoil(value, { at: 2, becomes: { how: 'doubled' } })).toEqual({ a: 1, b: [[2], [2]] })
  const joined = { how: 'joined', name: '__proto__', by: 1 } as const
  expect(JSON.stringify(spoil(value, { at: 0, becomes: joined }))).toBe(
    '{"a":1,"b":[2],"__proto__":1}',
  )
})
