import { expect, it } from 'vitest'
import { aFlag } from '../../flags/example-flag.ts'
import { findFlags, likeliestFirst, readPaletteQuery } from './palette-query.ts'

it('takes a verb from the front of what was typed', () => {
  expect(readPaletteQuery('kill new-ch')).toEqual({ verb: 'kill', words: ['new-ch'] })
  expect(readPaletteQuery('Turn off search')).toEqual({ verb: 'toggle', words: ['search'] })
  expect(readPaletteQuery('go to search')).toEqual({ verb: 'open', words: ['search'] })
  expect(readPaletteQuery('roll back new')).toEqual({ verb: 'roll back', words: ['new'] })
  expect(readPaletteQuery('rollback new')).toEqual({ verb: 'roll back', words: ['new'] })
  expect(readPaletteQuery('release new')).toEqual({ verb: 'release', words: ['new'] })
  expect(readPaletteQuery('killer')).toEqual({ verb: null, words: ['killer'] })
  expect(readPaletteQuery('constructor')).toEqual({ verb: null, words: ['constructor'] })
  expect(readPaletteQuery('  ')).toEqual({ verb: null, words: [] })
})

it('finds flags by every word, those that begin with it first, and what it is called before all', () => {
  const flags = ['old-search', 'search-v2', 'search', 'checkout'].map((key) => aFlag({ key }))
  const keys = (words: string[]) => findFlags(flags, words).map(({ key }) => key)
  expect(keys(['search'])).toEqual(['search', 'search-v2', 'old-search'])
  expect(keys(['search', 'v2'])).toEqual(['search-v2'])
  expect(keys([])).toHaveLength(4)
})

it('puts what is called that before what only speaks of it', () => {
  const flags = [
    aFlag({ key: 'button', tags: ['checkout'] }),
    aFlag({ key: 'colour', name: 'Colour of the checkout' }),
    aFlag({ key: 'new-checkout' }),
    aFlag({ key: 'checkout-v2' }),
  ]
  expect(likeliestFirst(flags, ['checkout']).map(({ key }) => key)).toEqual([
    'checkout-v2',
    'new-checkout',
    'colour',
    'button',
  ])
})
