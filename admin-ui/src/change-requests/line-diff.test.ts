import fc from 'fast-check'
import { expect, it } from 'vitest'
import { closeToChanges, lineDiff } from './line-diff.ts'

const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 })
const SIGN = { same: ' ', removed: '-', added: '+', skipped: '…' }
const told = (before: string, after: string) =>
  lineDiff(before.split(''), after.split('')).map(({ kind, text }) => SIGN[kind] + text)

it('tells what left and what came, in order', () => {
  expect(told('abcd', 'abxd')).toEqual([' a', ' b', '-c', '+x', ' d'])
  expect(told('abc', 'bca')).toEqual(['-a', ' b', ' c', '+a'])
})

it('holds both texts: without what was added the one before, without what was removed the one after', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const lines = lineDiff(before, after)
      const without = (kind: string) =>
        lines.filter((line) => line.kind !== kind).map(({ text }) => text)
      expect(without('added')).toEqual(before)
      expect(without('removed')).toEqual(after)
    }),
  )
})

it('has only same lines where nothing differs', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(lineDiff(text, text).every(({ kind }) => kind === 'same')).toBe(true)
    }),
  )
})

it('stays quick where very long texts differ wholly', () => {
  const long = (mark: string) => Array.from({ length: 5_000 }, (_, at) => `${mark}${at}`)
  expect(lineDiff(long('a'), long('b'))).toHaveLength(10_000)
})

it('counts the lines far from any change instead of showing them', () => {
  const lines = lineDiff('aaaaaXaaaaa'.split(''), 'aaaaaYaaaaa'.split(''))
  expect(closeToChanges(lines, 2).map((line) => SIGN[line.kind])).toEqual([
    ...['…', ' ', ' ', '-', '+', ' ', ' ', '…'],
  ])
  const counted = closeToChanges(lines, 2).filter((line) => line.kind === 'skipped')
  expect(counted.map(({ lines }) => lines)).toEqual([3, 3])
})
