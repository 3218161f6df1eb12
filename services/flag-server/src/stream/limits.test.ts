import { expect, it } from 'vitest'
import { goodbyeMs, maxConnections } from './limits.ts'

it('caps sockets below the limit of open files', () => {
  expect(
    [100, 256, 1_024, 20_000, 1_048_576, Number.POSITIVE_INFINITY].map(maxConnections),
  ).toEqual([0, 156, 924, 19_000, 19_000, 19_000])
})

it('spreads those who come back after a shutdown the longer the more they are', () => {
  expect([0, 1_000, 10_000, 19_000].map(goodbyeMs)).toEqual([2_000, 2_000, 4_000, 7_600])
})
