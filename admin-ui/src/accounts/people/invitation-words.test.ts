import { expect, it } from 'vitest'
import { membershipWords } from './invitation-words.ts'

it('says what somebody will be', () => {
  const memberships = [
    { project: 'shop', environment: null, role: 'editor' },
    { project: 'shop', environment: 'production', role: 'releaser' },
  ]
  expect(membershipWords({ administrator: false, memberships })).toBe(
    'editor in shop, releaser in shop / production',
  )
  expect(membershipWords({ administrator: true, memberships: [] })).toBe(
    'administrator of everything',
  )
  expect(membershipWords({ administrator: false, memberships: [] })).toBe(
    'member of no project yet',
  )
})
