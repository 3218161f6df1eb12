import { expect, it } from 'vitest'
import { endWords } from './end-words.ts'

it('says when a flag ends, and when it should have', () => {
  const now = Date.parse('2026-11-23T12:00:00Z')
  expect(endWords('2026-12-12', now)).toBe('ends 12 Dec')
  expect(endWords('2026-11-23', now)).toBe('ends 23 Nov')
  expect(endWords('2026-11-22', now)).toBe('was to end 22 Nov')
  expect(endWords('2027-01-02', now)).toBe('ends 2 Jan 2027')
})
