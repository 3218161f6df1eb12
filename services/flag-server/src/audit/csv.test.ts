import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine } from './csv.ts'

it('quotes what needs quotes, and nothing else', () => {
  expect(csvLine(['plain', 'with, comma', 'a "word"', 'two\nlines', null, ''])).toBe(
    'plain,"with, comma","a ""word""","two\nlines",,\r\n',
  )
})

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1+1', '\n=1', '＝1+1', '|cmd'])(
  'never begins a field with what a spreadsheet would run: %j',
  (text) => {
    expect(csvLine([text])).toMatch(/^"?'/)
  },
)

it('gives every text back to a reader of CSV, but for the apostrophe', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (texts) => {
      const read = readLine(csvLine(texts))
      expect(read.map((field, at) => (field === texts[at] ? field : field.slice(1)))).toEqual(texts)
    }),
  )
})

function readLine(line: string): string[] {
  const fields = `,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/gy)
  return [...fields].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain)
}
