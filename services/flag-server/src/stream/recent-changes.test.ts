import { expect, it } from 'vitest'
import { createRecentChanges } from './recent-changes.ts'

const flags = (...keys: string[]) => ({ flags: keys, segments: [] })

it('adds up what changed after a revision, each key once', () => {
  const recent = createRecentChanges()
  recent.add(4, 44, flags('a', 'b'))
  recent.add(5, 55, { flags: ['b'], segments: ['s'] })
  recent.add(6, 66, flags('b', 'c'))
  expect(recent.since(4, 44)).toEqual({ flags: ['a', 'b', 'c'], segments: ['s'] })
  expect(recent.since(6, 66)).toEqual(flags('b', 'c'))
})

it('knows nothing of a revision that had another checksum, or never was the last', () => {
  const recent = createRecentChanges()
  recent.add(4, 44, flags('a'))
  expect(recent.since(4, 45)).toBeUndefined()
  expect(recent.since(5, 44)).toBeUndefined()
})

it('forgets the oldest revisions past its limits', () => {
  const recent = createRecentChanges({ revisions: 2, keys: 3 })
  recent.add(1, 1, flags('a'))
  recent.add(2, 2, flags('a'))
  recent.add(3, 3, flags('b'))
  expect([1, 2, 3].map((from) => recent.since(from, from))).toEqual([
    undefined,
    flags('a', 'b'),
    flags('b'),
  ])
  recent.add(4, 4, flags('a', 'b', 'c'))
  expect([3, 4].map((from) => recent.since(from, from))).toEqual([undefined, flags('a', 'b', 'c')])
  recent.add(5, 5, flags('a', 'b', 'c', 'd'))
  expect([4, 5].map((from) => recent.since(from, from))).toEqual([undefined, undefined])
})
