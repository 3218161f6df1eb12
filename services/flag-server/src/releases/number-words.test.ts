import { expect, it } from 'vitest'
import { countInWords, durationInWords, evidenceInWords, shareInWords } from './number-words.ts'

it.each([
  [0, '0 s'],
  [12_001, '13 s'],
  [90_000, '90 s'],
  [90_001, '2 min'],
  [18 * 60_000, '18 min'],
  [120 * 60_000, '2 h'],
  [320 * 60_000, '5 h 20 min'],
  [60 * 3_600_000, '3 days'],
])('%i ms are %s', (ms, words) => {
  expect(durationInWords(ms)).toBe(words)
})

it('writes numbers as people read them', () => {
  expect(countInWords(1_204)).toBe('1,204')
  expect(evidenceInWords(Math.log(0.31))).toBe('0.31')
  expect(evidenceInWords(Math.log(1_204))).toBe('1,204')
  expect(evidenceInWords(900)).toBe('over a million')
  expect(evidenceInWords(-900)).toBe('0.00')
  expect(shareInWords(0.0425)).toBe('4.25 %')
})
