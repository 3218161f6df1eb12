import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createKeyEnds } from './key-ends.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

let ended: string[]
beforeEach(() => {
  ended = []
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

const ends = () => createKeyEnds((id) => ended.push(id))

it('ends a key when its time is over, and not before, also after longer than a timer can wait', () => {
  ends().endsIn('a', 30 * DAY_MS)
  vi.advanceTimersByTime(30 * DAY_MS - 1)
  expect(ended).toEqual([])
  vi.advanceTimersByTime(1)
  expect(ended).toEqual(['a'])
  vi.advanceTimersByTime(DAY_MS)
  expect(ended).toEqual(['a'])
})

it('ends a key at once whose time is over already', () => {
  ends().endsIn('a', 0)
  expect(ended).toEqual(['a'])
})

it('goes by the newest word on a key, and forgets one that was revoked', () => {
  const keys = ends()
  keys.endsIn('a', 1_000)
  keys.endsIn('a', 5_000)
  keys.endsIn('b', 1_000)
  keys.forget('b')
  vi.advanceTimersByTime(1_000)
  expect(ended).toEqual([])
  vi.advanceTimersByTime(4_000)
  expect(ended).toEqual(['a'])
})

it('leaves no timer behind', () => {
  const keys = ends()
  keys.endsIn('a', DAY_MS)
  keys.stop()
  expect(vi.getTimerCount()).toBe(0)
})
