import { type Allowances, createAllowances } from './allowances.ts'
import { networkOf } from './network-of.ts'
import { refuseHaste } from './refuse-haste.ts'

/** Guesses at passwords, codes and one-time links, held to a pace at which guessing leads nowhere. */
export interface SignInAttempts {
  /**
   * Before anything is compared. Throws `too_many_requests` when this is one too many.
   *
   * @param account the e-mail address as it was typed, whether there is such an account or not;
   * undefined where what is guessed at belongs to none
   */
  begin(account: string | undefined, address: string): SignInAttempt
}

export interface SignInAttempt {
  /** @param account who it turned out to be, where the attempt itself did not say */
  succeeded(account?: string): void
}

/** Pairs of an address and an account that are remembered to have signed in. */
const MOST_TRUSTED = 10_000

/**
 * Three limits, of this process:
 * - an address may try `perMinute` times a minute, whatever the accounts;
 * - an address may try one account half as often at once, and a quarter as often in the long run;
 * - an account may be tried from all addresses together five times as often at once, and twice as often
 *   in the long run.
 * The last is eight times the second: one address can never use up what there is for an account. Who has
 * many addresses can, and then strangers wait; whoever has signed in to the account from their address
 * before does not, and sessions that are open go on.
 *
 * @param onRefusal told of each try that had to wait
 */
export function createSignInAttempts(
  perMinute: number,
  now: () => number,
  onRefusal: () => void = () => undefined,
): SignInAttempts {
  const allow = (minute: number, atOnce: number): Allowances =>
    createAllowances({ perMinute: minute, atOnce, now })
  const ofAddress = allow(perMinute, perMinute)
  const ofPair = allow(perMinute / 4, perMinute / 2)
  const ofAccount = allow(perMinute * 2, perMinute * 5)
  const trusted = new Set<string>()

  function trust(pair: string): void {
    trusted.delete(pair)
    trusted.add(pair)
    const [oldest] = trusted
    if (trusted.size > MOST_TRUSTED && oldest !== undefined) trusted.delete(oldest)
  }

  return {
    begin(typed, address) {
      const network = networkOf(address)
      const account = typed && sameFor(typed)
      const pair = `${network} ${account}`
      const takes: (readonly [Allowances, string, string])[] = [
        [ofAddress, network, 'too many tries from this address'],
      ]
      if (account !== undefined) {
        takes.unshift([ofPair, pair, 'too many tries for this account from this address'])
        if (!trusted.has(pair)) takes.push([ofAccount, account, 'too many tries for this account'])
      }
      takeAll(takes, onRefusal)
      return {
        succeeded(found = account) {
          for (const [allowances, key] of takes) allowances.giveBack(key)
          if (found !== undefined) trust(`${network} ${sameFor(found)}`)
        },
      }
    },
  }
}

/** However somebody writes their address. */
function sameFor(typed: string): string {
  return typed.trim().toLowerCase()
}

/** One of each, or none: a try that is refused does not count. */
function takeAll(
  takes: readonly (readonly [Allowances, string, string])[],
  onRefusal: () => void,
): void {
  for (const [at, [allowances, key, what]] of takes.entries()) {
    const waitMs = allowances.take(key)
    if (waitMs === 0) continue
    for (const [taken, itsKey] of takes.slice(0, at)) taken.giveBack(itsKey)
    onRefusal()
    refuseHaste(waitMs, what)
  }
}
