import { expect, it } from 'vitest'
import { connectionWords, stateOf, useWords } from './sdk-key-words.ts'

const NOW = Date.parse('2026-11-23T12:00:00Z')
const inSeconds = (seconds: number) => new Date(NOW + seconds * 1_000).toISOString()

it('tells keys that end from those that have ended', () => {
  const state = (expiresAt: string | null, revokedAt: string | null = null) =>
    stateOf({ expiresAt, revokedAt }, NOW)
  expect(state(null)).toBe('in use')
  expect(state(inSeconds(1))).toBe('ending')
  expect(state(inSeconds(0))).toBe('expired')
  expect(state(inSeconds(60), inSeconds(-60))).toBe('revoked')
})

it('counts connections in words', () => {
  expect([0, 1, 1_200].map(connectionWords)).toEqual([
    'no connection',
    '1 connection',
    '1,200 connections',
  ])
  expect([0, 1, 2].map(useWords)).toEqual([
    'no connection uses it',
    '1 connection uses it',
    '2 connections use it',
  ])
})
