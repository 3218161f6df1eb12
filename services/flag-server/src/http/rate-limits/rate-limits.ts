import type { RateLimits } from '../../config.ts'
import type { LimitName } from '../../metrics/metrics.ts'
import { type Allowances, createAllowances } from './allowances.ts'
import { networkOf } from './network-of.ts'
import { refuseHaste } from './refuse-haste.ts'
import { createSignInAttempts, type SignInAttempts } from './sign-in-attempts.ts'

/** How fast each may come. In the memory of this process: of two replicas each counts for itself. */
export interface RateLimiter {
  readonly signIn: SignInAttempts
  /** A person or a token uses the API. Throws `too_many_requests`. */
  actor(actor: { readonly type: string; readonly id: string }): void
  /** Somebody who need not sign in uses the API. Throws `too_many_requests`. */
  stranger(address: string): void
  /** A request or a socket of an SDK, before its key is looked at. Throws `too_many_requests`. */
  sdkAddress(address: string): void
  /** A request of an SDK whose key is good. Throws `too_many_requests`. */
  sdkKey(sdkKeyId: string): void
  /** The same of a socket, which is told by its close code. */
  takesSdkKey(sdkKeyId: string): boolean
  /**
   * A token was looked up and opens nothing. Good ones never ask, so that no number of bad ones keeps
   * them out. Throws `too_many_requests`.
   */
  badToken(address: string): void
  /**
   * The same of an SDK key. What `sdkAddress` took is given back: else bad keys would use up what the
   * good ones of their address need. Throws `too_many_requests`.
   */
  badSdkKey(address: string): void
  /** The same of a socket, which is told by its close code. */
  takesBadSdkKey(address: string): boolean
  /** Whether the next that opens nothing is one too many. */
  hasShownTooMany(address: string): boolean
}

const FROM_THIS_ADDRESS = 'too many requests from this address'
const OPENING_NOTHING = 'that open nothing here came from this address, and this is another'

/** @param onRefusal told of each that had to wait, by what */
export function createRateLimiter(
  limits: RateLimits,
  now: () => number,
  onRefusal: (limit: LimitName) => void = () => undefined,
): RateLimiter {
  const allow = (perMinute: number): Allowances => createAllowances({ perMinute, now })
  const [actors, strangers] = [allow(limits.api), allow(limits.api)]
  const [addresses, keys] = [allow(limits.sdk), allow(limits.sdk)]
  // As many as there may be tries to sign in, and apart from them: a script with an old token keeps
  // nobody beside it from signing in.
  const bad = allow(limits.signIn)

  function takeBadSdkKey(network: string): number {
    addresses.giveBack(network)
    return bad.take(network)
  }

  /** Passes on how long to wait. */
  function noted(limit: LimitName, waitMs: number): number {
    if (waitMs > 0) onRefusal(limit)
    return waitMs
  }
  const ofSdkKey = (id: string) => noted('sdk_key', keys.take(id))
  const ofBadSdkKey = (address: string) => noted('bad_sdk_key', takeBadSdkKey(networkOf(address)))

  return {
    signIn: createSignInAttempts(limits.signIn, now, () => onRefusal('sign_in')),
    actor: ({ type, id }) =>
      refuseHaste(noted('actor', actors.take(`${type} ${id}`)), 'too many requests'),
    stranger: (address) =>
      refuseHaste(noted('stranger', strangers.take(networkOf(address))), FROM_THIS_ADDRESS),
    sdkAddress: (address) =>
      refuseHaste(noted('sdk_address', addresses.take(networkOf(address))), FROM_THIS_ADDRESS),
    sdkKey: (id) => refuseHaste(ofSdkKey(id), 'too many requests with this SDK key'),
    takesSdkKey: (id) => ofSdkKey(id) === 0,
    badToken: (address) =>
      refuseHaste(
        noted('bad_token', bad.take(networkOf(address))),
        `too many tokens ${OPENING_NOTHING}`,
      ),
    badSdkKey: (address) =>
      refuseHaste(ofBadSdkKey(address), `too many SDK keys ${OPENING_NOTHING}`),
    takesBadSdkKey: (address) => ofBadSdkKey(address) === 0,
    hasShownTooMany: (address) => bad.isUsedUp(networkOf(address)),
  }
}
