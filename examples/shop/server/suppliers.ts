import type { FeatureFlags } from '@bunting/node'

/** What a checkout needs and the shop does not own. */
export interface Suppliers {
  /** @throws OutOfReach */
  chargeCard(cents: number): Promise<void>
  /** @throws OutOfReach */
  bookCourier(): Promise<void>
}

/** Answered with status 502 and this code. */
export interface OutOfReach extends Error {
  readonly statusCode: 502
  readonly code: 'BANK_OUT_OF_REACH' | 'COURIER_OUT_OF_REACH'
}

/**
 * Both fail as often as a flag says, for a game day: percent of the calls. They never do where nobody
 * made those flags.
 */
export function createSuppliers(featureFlags: FeatureFlags): Suppliers {
  const isBadDay = (flag: string) => Math.random() * 100 < featureFlags.value(flag, 0)
  return {
    async chargeCard() {
      if (isBadDay('bank-fails-percent')) throw outOfReach('BANK_OUT_OF_REACH')
    },
    async bookCourier() {
      if (isBadDay('courier-fails-percent')) throw outOfReach('COURIER_OUT_OF_REACH')
    },
  }
}

function outOfReach(code: OutOfReach['code']): OutOfReach {
  return Object.assign(new Error('a supplier does not answer'), { statusCode: 502, code } as const)
}
