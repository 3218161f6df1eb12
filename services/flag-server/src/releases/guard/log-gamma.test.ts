import { expect, it } from 'vitest'
import { logBeta, logGamma } from './log-gamma.ts'

it('is the logarithm of factorials', () => {
  let log = 0
  for (let n = 1; n <= 170; n++) {
    expect(logGamma(n)).toBeCloseTo(log, 10)
    log += Math.log(n)
  }
})

it('knows Γ(1/2) = √π, and goes on smoothly where one formula takes over from the other', () => {
  expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 12)
  for (const x of [19.2, 19.7, 19.999]) {
    expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 11)
  }
})

it('keeps to its recurrence for numbers in the thousands of millions', () => {
  // 4e9 · log 4e9 is some 1e11, of which a double keeps five digits after the point.
  expect(logGamma(4e9 + 1) - logGamma(4e9)).toBeCloseTo(Math.log(4e9), 3)
  expect(logBeta(3, 4)).toBeCloseTo(Math.log(1 / 60), 12)
})
