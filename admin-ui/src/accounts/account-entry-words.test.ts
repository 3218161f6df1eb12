import { expect, it } from 'vitest'
import { ACCOUNT_VERBS, accountEntryDifferences } from './account-entry-words.ts'

const ENTRY = {
  id: '1',
  at: '2026-11-23T12:00:00.000Z',
  actor: { type: 'user' as const, id: '1', name: 'Ana' },
  via: 'ui' as const,
  environment: null,
  target: { type: 'user', key: 'ana@shop.example' },
  before: null,
  comment: null,
  revision: null,
}

it('has words for every action that the server writes down of accounts', () => {
  const sources = import.meta.glob<string>('../../../services/flag-server/src/accounts/**/*.ts', {
    query: '?raw',
    import: 'default',
    eager: true,
  })
  const actions = Object.values(sources).flatMap(
    (source) =>
      source.match(/(?<=')(account|account-policy|invitation|session|sso)\.[a-z-]+(?=')/g) ?? [],
  )
  expect(actions.length).toBeGreaterThan(20)
  expect(actions.filter((action) => !(action in ACCOUNT_VERBS))).toEqual([])
})

it('says how somebody signed in, and as what they were invited', () => {
  const words = (action: string, after: object) =>
    accountEntryDifferences({ ...ENTRY, action, after }).map(({ what }) => what)
  expect(words('session.started', { through: 'recovery code' })).toEqual(['By recovery code'])
  const memberships = [{ project: 'shop', environment: null, role: 'editor' }]
  expect(words('invitation.created', { administrator: false, memberships })).toEqual([
    'As editor in shop',
  ])
  expect(words('account.disabled', {})).toEqual([])
})
