import type { Connections } from '@bunting/flag-server/connections/connection-schemas.ts'
import { expect, it } from 'vitest'
import { isFiltered, readFilter, writeFilter } from './connection-filter.ts'
import { ageWords, heldWords, silentWords, totalWords } from './connection-words.ts'

it('says what an SDK holds, and how far behind that is', () => {
  expect(heldWords(812, 812)).toBe('r812')
  expect(heldWords(811, 812)).toBe('r811 · 1 behind')
  expect(heldWords(null, 812)).toBe('nothing yet')
  // It was told of a revision that this page has not heard of.
  expect(heldWords(813, 812)).toBe('r813')
})

it('says how long ago it spoke', () => {
  expect([0, 999, 1_000, 14_900, 61_000].map(ageWords)).toEqual([
    'now',
    'now',
    '1 s ago',
    '14 s ago',
    '1 min ago',
  ])
})

it('says how many there are, and how many of them are shown', () => {
  const words = (told: Partial<Connections>, shown: number) =>
    totalWords(
      { connected: 1_143, behind: 0, matching: 1_143, ...told } as Connections,
      shown,
    ).replaceAll('\u00a0', ' ')
  expect(words({}, 1_143)).toBe('1,143 SDKs')
  expect(words({ behind: 2 }, 200)).toBe('1,143 SDKs, 2 behind · the first 200 are listed')
  expect(words({ matching: 12 }, 12)).toBe('12 of 1,143 SDKs')
})

it('names the servers that are silent', () => {
  expect(silentWords([])).toBeNull()
  expect(silentWords(['a:1'])).toBe(
    '1\u00a0server did not answer: a:1. Its SDKs are not in this list.',
  )
  expect(silentWords(['a:1', 'b:2'])).toMatch(/2.servers did not answer: a:1 and b:2\. Their/)
})

it('keeps the filter in the address, and leaves out what is not set', () => {
  const filter = { search: 'shop 2', kind: 'client', behind: true } as const
  expect(readFilter(writeFilter(filter))).toEqual(filter)
  const none = readFilter(new URLSearchParams('kind=browser&behind=maybe'))
  expect(none).toEqual({ search: '', kind: null, behind: false })
  expect(String(writeFilter(none))).toBe('')
  expect([isFiltered(none), isFiltered(filter)]).toEqual([false, true])
})
