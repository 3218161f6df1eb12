import { expect, it } from 'vitest'
import {
  evidenceText,
  harmText,
  intervalText,
  isKnown,
  isProven,
  isSuspicious,
  placeOnBar,
  provenText,
  ratioSentence,
} from './evidence-words.ts'

const of = (e: number, threshold: number) => ({
  logE: Math.log(e),
  logThreshold: Math.log(threshold),
})

it('says evidence as a number beside the one that is enough', () => {
  expect(harmText(of(0.4, 100))).toBe('0.4 of 100')
  expect(harmText(of(0.001, 100))).toBe('0 of 100')
  expect(harmText(of(1_204.4, 400))).toBe('1,204 of 400')
  expect(evidenceText(1e6)).toBe('over a million')
})

it('is suspicious from half the way on, counted in factors', () => {
  expect(isSuspicious(of(9.9, 100))).toBe(false)
  expect(isSuspicious(of(10.1, 100))).toBe(true)
  expect(isSuspicious(null)).toBe(false)
})

it('says 100 % proven of nothing that is not', () => {
  expect(provenText(of(1, 20))).toBe('0\u00a0%')
  expect(provenText(of(19.999, 20))).toBe('99\u00a0%')
  expect(isProven(of(19.999, 20))).toBe(false)
  expect(isProven(of(20.001, 20))).toBe(true)
  expect(provenText(null)).toBe('–')
})

it('places equal factors equally far from the middle, and none outside', () => {
  expect(placeOnBar(1)).toBe(0.5)
  expect(placeOnBar(2)).toBeCloseTo(0.75)
  expect(placeOnBar(0.5)).toBeCloseTo(0.25)
  expect([placeOnBar(0), placeOnBar(1e9)]).toEqual([0, 1])
})

it('says a ratio with how sure it is', () => {
  const ratio = { estimate: 1.042, low: 0.812, high: 1.331 }
  expect(intervalText(ratio)).toBe('0.81 – 1.33')
  expect(ratioSentence(ratio, 0.01)).toBe(
    'Goes wrong 1.04 times as often as the control. With 99\u00a0% certainty the ratio is between 0.81 and 1.33.',
  )
  expect(ratioSentence({ estimate: null, low: 2, high: null }, 0.01)).toMatch(/at least 2.00/)
  expect(ratioSentence(null, 0.01)).toBe('Nothing to compare yet')
  const nothing = { estimate: null, low: 0, high: null }
  expect([isKnown(nothing), isKnown(ratio)]).toEqual([false, true])
  expect(ratioSentence(nothing, 0.01)).toBe('Nothing to compare yet')
})
