import type { Serve } from '@bunting/flag-server/flags/flag-schemas.ts'

/** 100 %, in 1/1000 of a percent. The server has the same constant; importing it would bring zod. */
export const WHOLE = 100_000

export type Rollout = Extract<Serve, { rollout: unknown }>['rollout']
export type Shares = Rollout['shares']

/**
 * Gives one arm another share; the shares still add up to 100 %. The difference is taken from, or
 * given to, the arm after it, then the ones after that, then the ones before: arms are laid out in
 * order, so only people at the boundaries touched change arm.
 */
export function setShare(shares: Shares, index: number, share: number): Shares {
  const next = shares.map((arm) => ({ ...arm }))
  const arm = next[index]
  if (!arm) return shares
  const wanted = Math.min(WHOLE, Math.max(0, Math.round(share)))
  let owed = wanted - arm.share
  if (next.length === 1) owed = 0
  const before = owed
  const others = [...next.slice(index + 1), ...next.slice(0, index).reverse()]
  for (const other of others) {
    const taken = owed > 0 ? Math.min(owed, other.share) : owed
    other.share -= taken
    owed -= taken
    if (owed === 0) break
  }
  arm.share += before - owed
  return next
}

/** Arms in the variants' order, what is served when off last: raising a share then only adds people. */
export function armOrder(variants: readonly string[], offVariant: string): readonly string[] {
  return [
    ...variants.filter((name) => name !== offVariant),
    ...variants.filter((name) => name === offVariant),
  ]
}

/** A rollout that serves exactly what `serve` does, ready to be changed. */
export function asRollout(serve: Serve, arms: readonly string[]): Rollout {
  if ('rollout' in serve) return serve.rollout
  return {
    shares: arms.map((variant) => ({ variant, share: variant === serve.variant ? WHOLE : 0 })),
  }
}

/** A number typed as percent in 1/1000 of a percent; null when it is not one between 0 and 100. */
export function parsePercent(text: string): number | null {
  const trimmed = text.trim().replace(',', '.')
  if (!/^\d{0,3}(\.\d{0,3})?$/.test(trimmed) || !/\d/.test(trimmed)) return null
  const share = Math.round(Number(trimmed) * 1_000)
  return share <= WHOLE ? share : null
}
