import { Registry } from 'prom-client'
import { expect, it } from 'vitest'
import { createLagTotals, registerLags } from './lag-totals.ts'

it('counts each lag into every bucket that it is not above', () => {
  const lags = createLagTotals()
  for (const ms of [0.4, 2, 40, 3_000, 10_000_000]) lags.add(ms)
  expect(lags.count()).toBe(5)
  expect(lags.sumSeconds()).toBeCloseTo(10_003.0424)
  const buckets = lags.buckets()
  expect(buckets[0]).toEqual({ atMostSeconds: 0.001, count: 1 })
  expect(buckets.at(-1)?.count).toBe(4)
  for (const { atMostSeconds, count } of buckets) {
    const truly = [0.0004, 0.002, 0.04, 3].filter((lag) => lag <= atMostSeconds).length
    expect(count).toBe(truly)
  }
})

it('takes a lag below nothing, of clocks that differ, as none', () => {
  const lags = createLagTotals()
  lags.add(-5)
  expect([lags.count(), lags.sumSeconds(), lags.buckets()[0]?.count]).toEqual([1, 0, 1])
})

it('is a histogram as Prometheus reads it', async () => {
  const registry = new Registry()
  const lags = createLagTotals()
  registerLags(registry, 'a_lag_seconds', 'what it is', lags)
  lags.add(1)
  lags.add(1_000_000)
  const lines = (await registry.metrics()).split('\n')
  expect(lines.slice(0, 3)).toEqual([
    '# HELP a_lag_seconds what it is',
    '# TYPE a_lag_seconds histogram',
    'a_lag_seconds_bucket{le="0.001"} 1',
  ])
  expect(lines.slice(-5)).toEqual([
    expect.stringMatching(/^a_lag_seconds_bucket\{le="[\d.]+"\} 1$/),
    'a_lag_seconds_bucket{le="+Inf"} 2',
    'a_lag_seconds_sum 1000.001',
    'a_lag_seconds_count 2',
    '',
  ])
})
