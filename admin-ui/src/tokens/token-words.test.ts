import { expect, it } from 'vitest'
import { isOver, narrowingWords } from './token-words.ts'

const NOW = Date.parse('2027-01-01T12:00:00Z')
const token = {
  id: '1',
  name: 'ci',
  prefix: 'bunting_personal_abcdefgh',
  createdAt: '2026-12-01T12:00:00Z',
  createdBy: 'Ana',
  lastUsedAt: null,
  expiresAt: null,
  revokedAt: null,
}

it('knows a token that is over', () => {
  expect(isOver({ ...token, expiresAt: '2027-01-31T12:00:00Z' }, NOW)).toBe(false)
  expect(isOver({ ...token, expiresAt: '2027-01-01T12:00:00Z' }, NOW)).toBe(true)
  expect(isOver({ ...token, revokedAt: token.createdAt }, NOW)).toBe(true)
  expect(isOver(token, NOW)).toBe(false)
})

it('says what a personal token was left', () => {
  const words = (project: string | null, permissions: ('project.view' | 'flag.kill')[] | null) =>
    narrowingWords({ ...token, project, permissions })
  expect(words(null, null)).toBe('All I may')
  expect(words('shop', ['project.view'])).toBe('Look only, in shop')
  expect(words(null, ['project.view', 'flag.kill'])).toBe('project.view, flag.kill')
})
