import { describe, expect, it } from 'vitest'
import { MATCHES_LIMIT, matches } from './matches.ts'
import { fold, text } from './text.ts'

describe('matches', () => {
  const ask = (pattern: string, asked: unknown, ignoreCase = false) =>
    matches([pattern], ignoreCase)(asked, {})

  it('finds the pattern anywhere, and whole characters', () => {
    expect(ask('b+', 'abbc')).toBe(true)
    expect(ask('^b+$', 'abbc')).toBe(false)
    expect(ask('^.$', '😀')).toBe(true)
    expect(ask('^\\p{L}+$', 'Füße')).toBe(true)
    expect(ask('STRASSE', 'strasse', true)).toBe(true)
  })

  it('remembers nothing from one question to the next', () => {
    const test = matches(['a'], false)
    expect([1, 2, 3].map(() => test('aa', {}))).toEqual([true, true, true])
  })

  it('does not look at texts beyond the limit', () => {
    expect(ask('a', 'a'.repeat(MATCHES_LIMIT))).toBe(true)
    expect(ask('a', 'a'.repeat(MATCHES_LIMIT + 1))).toBeUndefined()
  })

  it('is not asked of what is no regular expression', () => {
    for (const broken of ['(', '[a', 'a{2,1}', '\\p{Nope}', '\\-'])
      expect(() => ask(broken, '')).toThrow()
  })
})

describe('ignoring case', () => {
  it.each([
    ['Straße', 'STRASSE'],
    ['ΟΔΟΣ', 'οδος'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['\u212a', 'k'],
    ['Å', '\u212b'],
    ['Ǆ', 'ǆ'],
  ])('%s is %s', (a, b) => {
    expect(fold(a)).toBe(fold(b))
  })

  it('finds a word that ends in sigma inside a longer one', () => {
    expect(text('includes')(['ΟΔΟΣ'], true)('οδοσα', {})).toBe(true)
    expect(text('startsWith')(['ΟΔΟΣ'], true)('οδοσα', {})).toBe(true)
    expect(text('endsWith')(['οδος'], true)('Η ΟΔΟΣ', {})).toBe(true)
  })
})
