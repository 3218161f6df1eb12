import { expect, it } from 'vitest'
import { NOTHING_SELECTED, nextSelection, type SelectionEvent } from './selection.ts'

const listed = ['a', 'b', 'c', 'd', 'e']
const after = (...events: SelectionEvent[]) => [
  ...events.reduce(nextSelection, NOTHING_SELECTED).keys,
]

it('takes a flag in and out again', () => {
  expect(after({ type: 'toggled', key: 'a' }, { type: 'toggled', key: 'b' })).toEqual(['a', 'b'])
  expect(after({ type: 'toggled', key: 'a' }, { type: 'toggled', key: 'a' })).toEqual([])
})

it('reaches from the last flag to this one, in either direction', () => {
  const down: SelectionEvent[] = [
    { type: 'toggled', key: 'b' },
    { type: 'reached', key: 'd', listed },
  ]
  expect(after(...down)).toEqual(['b', 'c', 'd'])
  const up: SelectionEvent[] = [
    { type: 'toggled', key: 'd' },
    { type: 'reached', key: 'b', listed },
  ]
  expect(after(...up).sort()).toEqual(['b', 'c', 'd'])
})

it('reaches from nowhere, or from a flag that is no longer listed, to this one alone', () => {
  expect(after({ type: 'reached', key: 'c', listed })).toEqual(['c'])
  const gone: SelectionEvent[] = [
    { type: 'toggled', key: 'gone' },
    { type: 'reached', key: 'c', listed },
  ]
  expect(after(...gone)).toEqual(['gone', 'c'])
})

it('takes all that is listed, and nothing', () => {
  expect(after({ type: 'all', listed })).toEqual(listed)
  expect(after({ type: 'all', listed }, { type: 'cleared' })).toEqual([])
})
