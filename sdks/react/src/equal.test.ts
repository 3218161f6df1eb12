import { describe, expect, it } from 'vitest'
import { equal } from './equal.ts'

describe('equal', () => {
  it('compares plain objects and lists by what is in them', () => {
    const context = () => ({ targetingKey: 'ana', company: { id: 7, tags: ['a', 'b'] } })
    expect(equal(context(), context())).toBe(true)
    expect(equal(context(), { ...context(), targetingKey: 'tom' })).toBe(false)
    expect(equal({ tags: ['a'] }, { tags: ['a', 'b'] })).toBe(false)
    expect(equal([], {})).toBe(false)
  })

  it('tells an attribute that is undefined from one that is missing', () => {
    expect(equal({ a: undefined }, { b: undefined })).toBe(false)
    expect(equal({ a: undefined }, {})).toBe(false)
  })

  it('tells NaN from null and knows NaN as itself', () => {
    expect(equal({ n: Number.NaN }, { n: null })).toBe(false)
    expect(equal({ n: Number.NaN }, { n: Number.NaN })).toBe(true)
  })

  it('takes two instances of a class to differ, dates among them', () => {
    expect(equal({ at: new Date(0) }, { at: new Date(1) })).toBe(false)
  })

  it('comes to an end on cycles', () => {
    const cyclic = () => {
      const family: Record<string, unknown>[] = [{}, {}, {}, {}]
      for (const member of family) member.family = family
      return family
    }
    expect(equal(cyclic(), cyclic())).toBe(false)
  })

  it('takes what throws when read to differ', () => {
    const hostile = () => ({
      get attribute() {
        throw new Error('no')
      },
    })
    expect(equal(hostile(), hostile())).toBe(false)
  })
})
