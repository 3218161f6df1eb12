import { expect, it } from 'vitest'
import { asksForComment, environmentPatch } from './environment-patch.ts'

const seen = {
  name: 'Staging',
  production: false,
  commentRequired: false,
  approval: 'none',
} as const

it('sends what was typed, and what stood there, of the same fields and no others', () => {
  expect(environmentPatch({ name: ' Rehearsal ', approval: 'all' }, seen, ' for Tom ')).toEqual({
    name: 'Rehearsal',
    policy: { approval: 'all' },
    expected: { name: 'Staging', policy: { approval: 'none' } },
    comment: 'for Tom',
  })
  expect(environmentPatch({ production: true }, seen, '')).toEqual({
    production: true,
    expected: { production: false },
  })
})

it('asks why before the question is taken away, and not for another name', () => {
  const asking = { ...seen, commentRequired: true }
  expect(asksForComment({ commentRequired: false }, asking)).toBe(true)
  expect(asksForComment({ approval: 'all' }, asking)).toBe(true)
  expect(asksForComment({ name: 'Rehearsal' }, asking)).toBe(false)
  expect(asksForComment({ commentRequired: true }, seen)).toBe(false)
})
