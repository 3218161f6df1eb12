import { describe, expect, it } from 'vitest'
import { equality } from './equality.ts'
import type { Value } from './test.ts'

const ask = (values: Value[], asked: unknown) => equality(values, false)(asked, {})

describe('equality', () => {
  it('has no verdict on a value of a type that none of its values has', () => {
    expect(ask(['a', 1], 'b')).toBe(false)
    expect(ask(['a', 1], 2)).toBe(false)
    for (const asked of [true, null, undefined, {}, [], 1n, Symbol('a')])
      expect(ask(['a', 1], asked)).toBeUndefined()
  })

  it('has none on what is no number', () => {
    expect(ask([1, 2], Number.NaN)).toBeUndefined()
  })

  it('has none without values', () => {
    for (const asked of ['a', undefined, Number.NaN]) expect(ask([], asked)).toBeUndefined()
  })
})
