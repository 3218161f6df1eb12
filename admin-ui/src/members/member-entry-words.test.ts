import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { expect, it } from 'vitest'
import { actionWords, entryDifferences } from '../audit/audit-words.ts'

const entry = (action: string, before: unknown, after: unknown): AuditEntry => ({
  id: '1',
  at: '2026-11-23T12:00:00Z',
  actor: { type: 'user', id: 'ana', name: 'Ana' },
  via: 'ui',
  action,
  environment: null,
  target: { type: 'member', key: 'Vera' },
  before,
  after,
  comment: null,
  revision: null,
})

it('says who got which role where, and who lost one', () => {
  const viewer = { role: 'viewer', environment: null }
  const added = entry('member.added', null, { role: 'releaser', environment: 'production' })
  expect(actionWords(added)).toBe('gave a role to')
  expect(entryDifferences(added)).toEqual([
    { what: 'Role in production', before: 'none', after: 'releaser' },
  ])
  const changed = entry('member.changed', viewer, { role: 'editor', environment: null })
  expect(entryDifferences(changed)).toEqual([{ what: 'Role', before: 'viewer', after: 'editor' }])
  const removed = entry('member.removed', viewer, null)
  expect(entryDifferences(removed)).toEqual([{ what: 'Role', before: 'viewer', after: 'none' }])
})
