import { expect, it } from 'vitest'
import { aFlag } from '../flags/example-flag.ts'
import { findFlags, readPaletteQuery } from './palette-query.ts'

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

it('finds flags by every word, those that begin with it first', () => {
  const flags = ['old-search', 'search-v2', 'checkout'].map((key) => aFlag({ key }))
  expect(findFlags(flags, ['search'], 5).map(({ key }) => key)).toEqual(['search-v2', 'old-search'])
  expect(findFlags(flags, ['search', 'v2'], 5).map(({ key }) => key)).toEqual(['search-v2'])
  expect(findFlags(flags, [], 2)).toHaveLength(2)
})
