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

it('tells of each refusal by which limit, once, and of nobody who may go on', () => {
  const refused: string[] = []
  const limits = { signIn: 2, api: 1, sdk: 1 }
  const limiter = createRateLimiter(
    limits,
    () => 0,
    (limit) => refused.push(limit),
  )
  const asks: (() => unknown)[] = [
    () => limiter.actor({ type: 'user', id: 'ana' }),
    () => limiter.stranger('192.0.2.1'),
    () => limiter.sdkAddress('192.0.2.1'),
    () => limiter.sdkKey('key'),
    () => limiter.takesSdkKey('other key'),
  ]
  for (const ask of asks) ask()
  expect(refused).toEqual([])
  for (const ask of asks) {
    try {
      ask()
    } catch {
      // Its sentence has tests of its own.
    }
  }
  expect(refused).toEqual(['actor', 'stranger', 'sdk_address', 'sdk_key', 'sdk_key'])
  for (let times = 0; times < 3; times += 1) limiter.takesBadSdkKey('192.0.2.9')
  expect(refused.at(-1)).toBe('bad_sdk_key')
  limiter.signIn.begin(undefined, '192.0.2.7')
  limiter.signIn.begin(undefined, '192.0.2.7')
  expect(() => limiter.signIn.begin(undefined, '192.0.2.7')).toThrow('too many')
  expect(refused.slice(-2)).toEqual(['bad_sdk_key', 'sign_in'])
})
