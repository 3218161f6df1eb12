import fc from 'fast-check'
import { expect, it } from 'vitest'
import { aConfiguration, aFlag } from './example-flag.ts'
import {
  type FlagFilter,
  KIND_WORDS,
  matches,
  readFilter,
  STATE_WORDS,
  writeFilter,
} from './flag-filter.ts'

const NONE: FlagFilter = { search: '', kind: null, tag: null, state: null }

it('reads back from the address what it wrote there, and leaves other parameters alone', () => {
  const filter = fc.record({
    search: fc.string(),
    kind: fc.constantFrom(null, ...(Object.keys(KIND_WORDS) as FlagFilter['kind'][])),
    tag: fc.constantFrom(null, 'checkout', 'a.b'),
    state: fc.constantFrom(null, ...(Object.keys(STATE_WORDS) as FlagFilter['state'][])),
  })
  fc.assert(
    fc.property(filter, (one) => {
      const written = writeFilter(one, new URLSearchParams('other=1'))
      expect(readFilter(written)).toEqual(one)
      expect(written.get('other')).toBe('1')
    }),
  )
})

it('writes nothing for what is not set', () => {
  expect(writeFilter(NONE, new URLSearchParams('search=x&kind=release')).toString()).toBe('')
})

it('ignores what an address makes up', () => {
  expect(readFilter(new URLSearchParams('kind=toString&state=maybe'))).toEqual(NONE)
})

it('finds every word, in any order, in key, text, tags and owner', () => {
  const flag = aFlag({ description: 'One page instead of four', tags: ['checkout'], owner: 'ana' })
  expect(matches(flag, { ...NONE, search: 'PAGE checkout ana' }, 'production')).toBe(true)
  expect(matches(flag, { ...NONE, search: 'page tom' }, 'production')).toBe(false)
})

it('asks for the state in the environment in view', () => {
  const flag = aFlag({
    environments: { staging: aConfiguration({ on: true }), production: aConfiguration({}) },
  })
  expect(matches(flag, { ...NONE, state: 'on' }, 'staging')).toBe(true)
  expect(matches(flag, { ...NONE, state: 'on' }, 'production')).toBe(false)
})
