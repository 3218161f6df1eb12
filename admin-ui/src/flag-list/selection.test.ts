import type { SelectedFlag } from '@bunting/flag-server/flags/flag-selection.ts'
import { expect, it } from 'vitest'
import { chosenFlags, NOTHING_SELECTED, nextSelection, type SelectionEvent } from './selection.ts'

const listed = ['a', 'b', 'c', 'd', 'e']
const flagOf = (key: string, version = 1): SelectedFlag => ({
  key,
  owner: null,
  tags: [],
  version,
  createdAt: '2026-01-01T00:00:00.000Z',
  environments: {},
})
const found = listed.map((key) => flagOf(key))
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

it('takes all that was found, and nothing', () => {
  expect(after({ type: 'all', found })).toEqual(listed)
  expect(after({ type: 'all', found }, { type: 'toggled', key: 'b' })).toEqual(['a', 'c', 'd', 'e'])
  expect(after({ type: 'all', found }, { type: 'cleared' })).toEqual([])
})

it('gives up all that one filter found when another is asked for, and no single rows', () => {
  expect(after({ type: 'all', found }, { type: 'asked-anew' })).toEqual([])
  expect(after({ type: 'toggled', key: 'a' }, { type: 'asked-anew' })).toEqual(['a'])
})

it('knows of all that was found how it was then, and of single rows how they are listed', () => {
  const [newer, unknown] = [flagOf('a', 2), flagOf('z', 2)]
  const all = nextSelection(NOTHING_SELECTED, { type: 'all', found })
  expect(chosenFlags(all, [newer, unknown])).toEqual(found)
  const more = nextSelection(all, { type: 'toggled', key: 'z' })
  expect(chosenFlags(more, [newer, unknown])).toEqual([...found, unknown])
  const single = nextSelection(NOTHING_SELECTED, { type: 'toggled', key: 'a' })
  expect(chosenFlags(single, [newer])).toEqual([newer])
  expect(chosenFlags(single, [])).toEqual([])
})
