import { expect, it } from 'vitest'
import { environmentPatch } from './environment-patch.ts'

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
