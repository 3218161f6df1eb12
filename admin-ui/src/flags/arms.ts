import { type Shares, setShare, WHOLE } from './shares.ts'

/** Another variant in the rollout, with nobody in it: that moves nobody. Arms stay in `order`. */
export function addArm(shares: Shares, variant: string, order: readonly string[]): Shares {
  const place = order.indexOf(variant)
  const before = shares.findIndex((arm) => order.indexOf(arm.variant) > place)
  return shares.toSpliced(before === -1 ? shares.length : before, 0, { variant, share: 0 })
}

/** A variant out of the rollout; who had it goes to the arm after it, else to the one before. */
export function removeArm(shares: Shares, index: number): Shares {
  return shares.length === 1 ? shares : setShare(shares, index, 0).toSpliced(index, 1)
}

/** The same for all, to the last 1/1000 of a percent. */
export function evenShares(shares: Shares): Shares {
  const each = Math.floor(WHOLE / shares.length)
  const over = WHOLE - each * shares.length
  return shares.map(({ variant }, index) => ({ variant, share: each + (index < over ? 1 : 0) }))
}
