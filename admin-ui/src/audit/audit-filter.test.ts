import { expect, it } from 'vitest'
import { auditParams, isFiltered, readAuditFilter, writeAuditFilter } from './audit-filter.ts'

it('lives in the address, beside what else is there', () => {
  const params = new URLSearchParams('where=everywhere&actor=u1&via=')
  expect(readAuditFilter(params)).toEqual({ actor: 'u1' })
  const next = writeAuditFilter({ action: 'flag.killed', search: 'a b' }, params)
  expect(next.toString()).toBe('where=everywhere&action=flag.killed&search=a+b')
  expect(readAuditFilter(next)).toEqual({ action: 'flag.killed', search: 'a b' })
})

it('asks the API for what is set, and for nothing else', () => {
  const filter = { environment: 'production', actor: undefined, search: '' }
  expect(auditParams(filter).toString()).toBe('environment=production')
  expect([isFiltered({}), isFiltered({ search: '' }), isFiltered({ via: 'ui' })]).toEqual([
    false,
    false,
    true,
  ])
})
