import type { BulkAct } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { expect, it } from 'vitest'
import { needsComment } from './bulk-comment.ts'

it('needs a comment where a policy asks for one of what SDKs get', () => {
  const environment = (key: string, commentRequired: boolean): EnvironmentView => ({
    key,
    name: key,
    production: key === 'production',
    revision: 1,
    policy: { commentRequired, approval: 'none' },
    permissions: [],
  })
  const asking = [environment('staging', false), environment('production', true)]
  const needed = (act: BulkAct, mayConfigure = true) => needsComment(act, asking, mayConfigure)
  expect(needed({ type: 'archive' })).toBe(true)
  expect(needsComment({ type: 'archive' }, [environment('staging', false)], true)).toBe(false)
  expect(needed({ type: 'restore' })).toBe(false)
  expect(needed({ type: 'restore', asItWas: true })).toBe(true)
  expect(needed({ type: 'switch', environment: 'production', on: true })).toBe(true)
  expect(needed({ type: 'switch', environment: 'staging', on: true })).toBe(false)
  expect(needed({ type: 'switch', environment: 'production', on: false })).toBe(true)
  expect(needed({ type: 'switch', environment: 'production', on: false }, false)).toBe(false)
  expect(needed({ type: 'delete' })).toBe(false)
  expect(needed({ type: 'add-tags', tags: ['a'] })).toBe(false)
})
