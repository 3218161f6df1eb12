import fc from 'fast-check'
import { expect, it } from 'vitest'
import { durationText, leftText, readDuration } from './duration.ts'

const MINUTE = 60_000
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

it('writes a duration exactly', () => {
  const said = [0, 45_000, 10 * MINUTE, 90 * MINUTE, 24 * 60 * MINUTE, 72 * 60 * MINUTE]
  expect(said.map(durationText).map(plain)).toEqual([
    '0 s',
    '45 s',
    '10 min',
    '1 h 30 min',
    '24 h',
    '3 days',
  ])
})

it('counts down in the step that matters, rounded up', () => {
  const said = [-5, 400, 61_000, 18 * MINUTE - 1, 320 * MINUTE, 49 * 60 * MINUTE]
  expect(said.map(leftText).map(plain)).toEqual([
    '0 s',
    '1 s',
    '1 min 1 s',
    '18 min',
    '5 h 20 min',
    '3 days',
  ])
})

it('reads what people type', () => {
  expect(
    ['90s', '10 min', '1h 30', '2 days', '15', '1,5 h', '1 h 30 min 5 s'].map(readDuration),
  ).toEqual([90_000, 600_000, 5_400_000, 172_800_000, 900_000, 5_400_000, 5_405_000])
  expect(['', 'soon', '5 parsecs', '-1 min', '1 h x'].map(readDuration)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
})

it('reads back whatever it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7_776_000 }), (seconds) => {
      expect(readDuration(durationText(seconds * 1_000))).toBe(seconds * 1_000)
    }),
  )
})
