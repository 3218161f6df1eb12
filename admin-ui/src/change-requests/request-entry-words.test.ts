import { expect, it } from 'vitest'
import { actionWords, entryDifferences, kindWords } from '../audit/audit-words.ts'

const entry = (action: string, before: unknown, after: unknown) => ({
  id: '1',
  at: '2026-11-23T09:00:00.000Z',
  actor: { type: 'user' as const, id: 'tom', name: 'Tom' },
  via: 'ui' as const,
  action,
  environment: 'production',
  target: { type: 'change-request', key: '12' },
  before,
  after,
  comment: null,
  revision: null,
})
const OPEN = { title: 'Turn on new-checkout', state: 'open', edition: 1 }

it('tells who did what with a request, and what it is called', () => {
  const opened = entry('change-request.opened', null, OPEN)
  expect(actionWords(opened)).toBe('asked for request')
  expect(entryDifferences(opened)).toEqual([
    { what: 'Turn on new-checkout', before: null, after: null },
  ])
  expect(kindWords('change-request.opened')).toBe('Request: opened')
})

it('tells when a request is to be applied', () => {
  const applyAt = '2026-11-24T09:00:00.000Z'
  const scheduled = entry('change-request.scheduled', OPEN, { ...OPEN, applyAt })
  expect(entryDifferences(scheduled)[1]).toMatchObject({ what: 'To be applied', before: null })
})
