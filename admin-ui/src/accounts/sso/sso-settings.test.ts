import { expect, it } from 'vitest'
import { settingsOf, typedOf } from './sso-settings.ts'

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

it('changes the role of new people here and leaves what they are elsewhere', () => {
  const typed = typedOf(SSO, 'shop')
  expect(typed.role).toBe('viewer')
  expect(settingsOf({ ...typed, role: 'editor' }, SSO, 'shop').memberships).toEqual([
    { project: 'shop', environment: 'staging', role: 'editor' },
    { project: 'blog', environment: null, role: 'viewer' },
    { project: 'shop', environment: null, role: 'editor' },
  ])
  expect(settingsOf({ ...typed, role: null }, SSO, 'shop').memberships).toHaveLength(2)
})

it('sends a secret only when one was typed', () => {
  const typed = typedOf(SSO, 'shop')
  expect(settingsOf(typed, SSO, 'shop')).not.toHaveProperty('clientSecret')
  expect(settingsOf({ ...typed, clientSecret: 'new' }, SSO, 'shop').clientSecret).toBe('new')
})
