import { beforeEach, expect, it } from 'vitest'
import { AppError } from '../app-error.ts'
import { createSignInAttempts, type SignInAttempts } from './sign-in-attempts.ts'

const PER_MINUTE = 20
const ANA = 'ana@shop.example'
const HOME = '203.0.113.1'

let now: number
let attempts: SignInAttempts
beforeEach(() => {
  now = 0
  attempts = createSignInAttempts(PER_MINUTE, () => now)
})

/** How many of so many tries are let through. */
function tries(count: number, account: string | undefined, address: string): number {
  let passed = 0
  for (let n = 0; n < count; n += 1) if (waitOf(account, address) === 0) passed += 1
  return passed
}

function waitOf(account: string | undefined, address: string): number {
  try {
    attempts.begin(account, address)
    return 0
  } catch (error) {
    if (error instanceof AppError && error.code === 'too_many_requests') {
      return error.retryAfterS ?? Number.NaN
    }
    throw error
  }
}

it('holds one address to its pace over all accounts', () => {
  let passed = 0
  for (let n = 0; n < 100; n += 1) passed += tries(1, `person-${n}@shop.example`, HOME)
  expect(passed).toBe(PER_MINUTE)
  expect(tries(1, 'somebody@else.example', '198.51.100.9')).toBe(1)
})

it('holds one address to a slower pace for one account, and says how long to wait', () => {
  expect(tries(100, ANA, HOME)).toBe(PER_MINUTE / 2)
  const waitS = waitOf(ANA, HOME)
  expect(waitS).toBeGreaterThan(0)
  expect(waitS).toBeLessThanOrEqual(12)
  now += waitS * 1_000
  expect(tries(1, ANA, HOME)).toBe(1)
})

it('takes an address with other capitals, and a network of IPv6, for the same', () => {
  const passed = tries(5, ANA, '2001:db8::1') + tries(50, ' ANA@Shop.example', '2001:db8::2')
  expect(passed).toBe(PER_MINUTE / 2)
})

it('never lets one address lock somebody else out of their account', () => {
  // Hours of as many tries as it can get, and a little each minute from the owner's own address.
  for (let minute = 0; minute < 180; minute += 1) {
    tries(30, ANA, HOME)
    expect(tries(1, ANA, '198.51.100.9')).toBe(1)
    now += 60_000
  }
})

it('slows many addresses down together, but nobody who has signed in from theirs before', () => {
  attempts.begin(ANA, '198.51.100.9').succeeded()
  // With a second factor it is the second step that knows who it was.
  attempts.begin(undefined, '198.51.100.10').succeeded(ANA)
  let passed = 0
  for (let n = 0; n < 1_000; n += 1) passed += tries(1, ANA, `10.0.${n >> 8}.${n & 255}`)
  expect(passed).toBe(PER_MINUTE * 5)
  expect(waitOf(ANA, '192.0.2.77')).toBeGreaterThan(0)
  expect(tries(1, ANA, '198.51.100.9')).toBe(1)
  expect(tries(1, ANA, '198.51.100.10')).toBe(1)
})

it('does not count those who succeed', () => {
  for (let n = 0; n < 500; n += 1) attempts.begin(ANA, HOME).succeeded()
})

it('counts guesses at links by address alone', () => {
  expect(tries(100, undefined, HOME)).toBe(PER_MINUTE)
})
