import { expect, it } from 'vitest'
import { hourlyRate, partOf, shortCount } from './rate-words.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

it.each([
  [0, '0'],
  [7, '7'],
  [999, '999'],
  [1_000, '1 k'],
  [1_240, '1.2 k'],
  [9_960, '10 k'],
  [41_200, '41 k'],
  [999_600, '1 M'],
  [1_234_567, '1.2 M'],
  [12e9, '12 G'],
  [3e15, '3000 T'],
])('writes %d as %s', (n, words) => {
  expect(plain(shortCount(n))).toBe(words)
  expect(plain(hourlyRate(n))).toBe(`${words}/h`)
})

it.each([
  [0, 0, '0 %'],
  [1, 3, '33 %'],
  [1, 4_000, '< 0.1 %'],
  [3_999, 4_000, '> 99.9 %'],
  [4_000, 4_000, '100 %'],
  [17, 1_000, '1.7 %'],
])('writes %d of %d as %s', (n, total, words) => {
  expect(plain(partOf(n, total))).toBe(words)
})
