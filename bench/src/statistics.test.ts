import { expect, it } from 'vitest'
import { median, quantile } from './statistics.ts'

it('takes a quantile that is one of the numbers, whatever their order', () => {
  const numbers = [5, 1, 4, 2, 3]
  expect(median(numbers)).toBe(3)
  expect(quantile(numbers, 0.99)).toBe(5)
  expect(quantile(numbers, 0)).toBe(1)
  expect(numbers).toEqual([5, 1, 4, 2, 3])
})

it('takes the lower of the two middle numbers', () => {
  expect(median([1, 2, 3, 4])).toBe(2)
})

it('has no quantile of nothing', () => {
  expect(median([])).toBeNaN()
})
