import { expect, it } from 'vitest'
import { readConfig } from '../../config.ts'
import { createRateLimiter } from './rate-limits.ts'

const OFFICE = '203.0.113.1'

it('refuses nobody when 10,000 SDKs behind one address come back three times in a minute', () => {
  let now = 0
  const limiter = createRateLimiter(readConfig({}, '1').rateLimits, () => now)
  for (let minute = 0; minute < 3; minute += 1) {
    for (let restart = 0; restart < 3; restart += 1) {
      let welcome = 0
      for (let sdk = 0; sdk < 10_000; sdk += 1) {
        limiter.sdkAddress(OFFICE)
        if (limiter.takesSdkKey('one-key-for-all')) welcome += 1
      }
      expect(welcome).toBe(10_000)
      now += 20_000
    }
  }
})

it('refuses nobody when 10,000 SDKs behind one address poll, because no socket gets through', () => {
  let now = 0
  const limiter = createRateLimiter(readConfig({}, '1').rateLimits, () => now)
  for (let tenSeconds = 0; tenSeconds < 12; tenSeconds += 1) {
    // Each asks for the ruleset and sends its counts.
    for (let request = 0; request < 20_000; request += 1) {
      limiter.sdkAddress(OFFICE)
      limiter.sdkKey('one-key-for-all')
    }
    now += 10_000
  }
})
