/**
 * What a release is going to do, decided before it starts. All of it is plain JSON: a stored document
 * and the body of an API call.
 *
 * Durations are milliseconds. Shares are in thousandths of a percent, 0 … 100,000, as in rollouts.
 */
export interface Plan {
  readonly strategy: Strategy
  /** Variants of the flag. */
  readonly control: string
  readonly treatment: string
  /** At least one; shares never fall from stage to stage. */
  readonly stages: readonly Stage[]
  readonly guards: readonly Guard[]
  /** Probability at most of rolling back a release that is no worse, over its whole length and all guards. */
  readonly alpha: number
  readonly pastLongestBake: PastLongestBake
}

export type Strategy = 'canary' | 'rolling' | 'blue-green' | 'custom'

export interface Stage {
  /** Share that may be in the treatment. */
  readonly share: number
  /** Share that stays in the control whatever `share` says: the last units by hash, so a random part. */
  readonly holdback: number
  /** At least this long. */
  readonly bakeMs: number
  /** From then on `pastLongestBake` decides, if nothing was proven until then. At least `bakeMs`. */
  readonly longestBakeMs: number
  /** Units that must have been seen in the treatment during this stage. */
  readonly minimumUnits: number
  /** Whether a person must approve before this stage begins. */
  readonly approval: boolean
}

/** What happens when a stage's longest bake is over and its safety was not proven. */
export interface PastLongestBake {
  /**
   * A next stage whose share in force is at most this goes ahead, marked inconclusive; for a larger one
   * a person is asked.
   */
  readonly goOnUpTo: number
}

export type Guard = ComparisonGuard | PrometheusGuard

/** Compares first bad events per unit of the two arms. */
export type ComparisonGuard = GuardBase & {
  /** How many times the control's rate is tolerated; 1 = no worse. More than 0. */
  readonly toleratedRatio: number
  /**
   * Share (0 … 1) of the active units with a bad event that is too much in any arm: in both it holds the
   * release as a shared incident; where there is no control at all it stands in for the comparison.
   */
  readonly ceiling: number | null
} & BadEvent

/** What is a bad event. */
export type BadEvent =
  | { readonly kind: 'errors' }
  /** Slower than this, the control's 95th percentile from before the release, which was frozen then. */
  | { readonly kind: 'latency'; readonly controlP95Ms: number }
  /** A metric reported by `track`. */
  | { readonly kind: 'event'; readonly metric: string }

/** A threshold on a query. It compares nothing, so it holds unless the plan says otherwise. */
export type PrometheusGuard = GuardBase & {
  readonly kind: 'prometheus'
  readonly query: string
  readonly badWhen: 'above' | 'below'
  readonly threshold: number
  /** Results over the threshold in a row before it counts. At least 1. */
  readonly inARow: number
  readonly onBad: 'hold' | 'roll-back'
}

interface GuardBase {
  /** Unique in the plan. */
  readonly id: string
  /** Reports come at least once a window while all is well; after two without one it is silent. */
  readonly windowMs: number
}

export const EVERYBODY = 100_000

/** The treatment's share while a stage lasts. */
export function shareInForce({ share, holdback }: Stage): number {
  return Math.min(share, EVERYBODY - holdback)
}

export function isComparisonGuard(guard: Guard): guard is ComparisonGuard {
  return guard.kind !== 'prometheus'
}
