import { logMixture, RATIOS } from './mixture-e-process.ts'
import type { Trials } from './trials.ts'

/** The treatment is safe once "at least this many times what is tolerated" can be ruled out. */
const SAFETY_MARGIN = 1.5

/** How often that may be concluded wrongly. The guard goes on watching, so it may be more than α. */
export const SAFETY_ALPHA = 0.05

const BETTER = RATIOS.map((k) => 1 / k)

/**
 * log E against "the treatment is at least 1.5 times as bad as tolerated": the mixture e-process
 * mirrored, each bet on a ratio below the margin. A likelihood ratio towards fewer hits falls with every
 * hit, so it is an e-process for every ratio at or above the margin, not for the margin alone.
 *
 * Evidence counts from the release's beginning: how safe it is overall. That it got worse lately is
 * for `logEvidenceAgainst` to find.
 */
export function logEvidenceOfSafety(trials: readonly Trials[], tolerated: number): number {
  return logMixture(trials, SAFETY_MARGIN * tolerated, BETTER)
}

export function isProvenSafe(trials: readonly Trials[], tolerated: number): boolean {
  return logEvidenceOfSafety(trials, tolerated) >= -Math.log(SAFETY_ALPHA)
}
