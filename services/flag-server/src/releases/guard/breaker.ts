import { logMixture } from './mixture-e-process.ts'

/** Units of one arm that were active in the window, and those of them with a bad event in it. */
export interface Rate {
  readonly units: number
  readonly bad: number
}

/** How sure it has to be, at each look: a hold costs little and ends by itself. */
const BREAKER_ALPHA = 0.01

/**
 * Whether more than `ceiling` of the units had a bad event, beyond what chance explains: the mixture
 * of `mixture-e-process.ts` with the ceiling as the null, over a window. One bad event of two proves
 * nothing, thirty of a hundred do.
 */
export function isOverCeiling({ units, bad }: Rate, ceiling: number): boolean {
  const hits = Math.min(bad, units)
  const trials = { p: ceiling, hits, misses: units - hits }
  return logMixture([trials], 1) >= -Math.log(BREAKER_ALPHA)
}

/**
 * A shared incident: both arms over the ceiling. Something else is broken, the release must not be
 * blamed and must not widen. Only the treatment over it is for the comparison to prove.
 */
export function isSharedIncident(control: Rate, treatment: Rate, ceiling: number): boolean {
  return isOverCeiling(control, ceiling) && isOverCeiling(treatment, ceiling)
}
