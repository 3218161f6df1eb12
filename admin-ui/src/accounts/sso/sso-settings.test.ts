import { expect, it } from 'vitest'
import { differenceWords } from '../../drafts/difference.ts'
import { roleIn, settingsOf, ssoDifferences, typedOf, withRoleIn } from './sso-settings.ts'

const SSO = {
  from: 'settings' as const,
  name: 'Example',
  issuer: 'https://login.example',
  clientId: 'bunting',
  hasSecret: true,
  domains: ['shop.example'],
  signUp: true,
  memberships: [
    { project: 'shop', environment: null, role: 'viewer' },
    { project: 'shop', environment: 'staging', role: 'editor' },
    { project: 'blog', environment: null, role: 'viewer' },
  ],
  proven: true,
  redirectUri: 'https://flags.example/api/v1/sso/callback',
}
const SEEN = typedOf(SSO)

it('changes the role of new people here and leaves what they are elsewhere', () => {
  expect(roleIn(SSO.memberships, 'shop')).toBe('viewer')
  expect(withRoleIn(SSO.memberships, 'shop', 'editor')).toEqual([
    { project: 'shop', environment: 'staging', role: 'editor' },
    { project: 'blog', environment: null, role: 'viewer' },
    { project: 'shop', environment: null, role: 'editor' },
  ])
  expect(withRoleIn(SSO.memberships, 'shop', null)).toHaveLength(2)
})

it('sends a secret only when one was typed', () => {
  expect(settingsOf(SEEN, SEEN)).not.toHaveProperty('clientSecret')
  const provider = { ...SEEN.provider, clientSecret: 'new' }
  expect(settingsOf({ ...SEEN, provider }, SEEN).clientSecret).toBe('new')
})

it('sends besides what was there, and no secret with it', () => {
  const { name, issuer, clientId, domains, signUp, memberships } = SSO
  expect(settingsOf({ ...SEEN, name: 'Work' }, SEEN)).toMatchObject({
    name: 'Work',
    expected: { name, issuer, clientId, domains, signUp, memberships },
  })
  expect(settingsOf(SEEN, SEEN).expected).not.toHaveProperty('clientSecret')
})

it('tells what somebody else made of it', () => {
  const theirs = typedOf({ ...SSO, issuer: 'https://other.example', memberships: [] })
  expect(ssoDifferences(SEEN, theirs).map(differenceWords)).toEqual([
    'Issuer: https://login.example → https://other.example',
    'New people: viewer in shop, editor in shop / staging, viewer in blog → member of no project yet',
  ])
})
