import fc from 'fast-check'
import { expect, it } from 'vitest'
import { KIND_WORDS } from '../flags/kind-words.ts'
import {
  EVERYTHING,
  type FlagFilter,
  flagQuery,
  isFiltered,
  readFilter,
  SORT_WORDS,
  STATE_WORDS,
  selectionQuery,
  VIEW_WORDS,
  writeFilter,
} from './flag-filter.ts'

const namesOf = <Name extends string>(words: Readonly<Record<Name, string>>) =>
  Object.keys(words) as Name[]

it('reads back from the address what it wrote there, and leaves other parameters alone', () => {
  const filter: fc.Arbitrary<FlagFilter> = fc.record({
    view: fc.constantFrom(...namesOf(VIEW_WORDS)),
    search: fc.string(),
    kind: fc.constantFrom(null, ...namesOf(KIND_WORDS)),
    tag: fc.constantFrom(null, 'checkout', 'a.b'),
    owner: fc.constantFrom(null, '', 'ana'),
    state: fc.constantFrom(null, ...namesOf(STATE_WORDS)),
    sort: fc.constantFrom(...namesOf(SORT_WORDS)),
  })
  fc.assert(
    fc.property(filter, (wanted) => {
      const written = writeFilter(wanted, new URLSearchParams({ create: '' }))
      expect(readFilter(new URLSearchParams(written.toString()))).toEqual(wanted)
      expect(written.get('create')).toBe('')
    }),
  )
})

it('writes nothing of a list that shows everything, and takes what nobody could have chosen for that', () => {
  expect(writeFilter(EVERYTHING, new URLSearchParams()).toString()).toBe('')
  const odd = new URLSearchParams('view=x&kind=constructor&state=partial&sort=colour&tag=')
  expect(readFilter(odd)).toEqual(EVERYTHING)
})

it('asks for an environment where the answer depends on it, and only there', () => {
  const asked = (part: Partial<FlagFilter>) =>
    flagQuery({ ...EVERYTHING, ...part }, 'staging').toString()
  expect(asked({})).toBe('sort=key')
  expect(asked({ state: 'partly' })).toBe('sort=key&in=staging&state=partly')
  expect(asked({ sort: '-seen' })).toBe('sort=-seen&in=staging')
  expect(asked({ view: 'stale', search: ' a b ', owner: '' })).toBe(
    'sort=key&stale=any&search=a+b&owner=',
  )
  expect(asked({ view: 'archived' })).toBe('sort=key&archived=true')
})

it('selects whatever the order is', () => {
  const filter: FlagFilter = { ...EVERYTHING, search: 'a', sort: '-seen' }
  expect(selectionQuery(filter, 'staging').toString()).toBe('search=a')
  expect(selectionQuery({ ...filter, state: 'on' }, 'staging').toString()).toBe(
    'in=staging&search=a&state=on',
  )
})

it('takes an order or a view for no filter', () => {
  expect(isFiltered({ ...EVERYTHING, sort: 'seen', view: 'stale' })).toBe(false)
  expect(isFiltered({ ...EVERYTHING, owner: '' })).toBe(true)
})
