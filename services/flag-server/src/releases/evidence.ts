import type { Rate } from './guard/breaker.ts'
import type { PreflightFacts } from './preflight.ts'

/**
 * Everything a decision looks at besides the release itself, as plain JSON.
 *
 * Times are milliseconds since 1970 by the database's clock, counts are whole numbers ≥ 0. Bad events
 * are of units, not of requests, and belong to the arm and the stretch in which the unit's SDK evaluated
 * the flag.
 */
export interface Evidence {
  /** When it was put together. */
  readonly at: number
  /** Whether the flag is on: off, everybody gets the off variant and nothing is released. */
  readonly flagIsOn: boolean
  /** From the start of the release on, oldest first; the last one is in force. */
  readonly stretches: readonly Stretch[]
  /** Distinct units seen in the treatment since the stage in force began. */
  readonly treatedInStage: number
  /** Index of the first stretch that counts for the sample ratio and for units in both arms. */
  readonly ratioFrom: number
  /** By the guard's id; one for each guard of the plan. */
  readonly guards: Readonly<Record<string, GuardEvidence>>
  readonly preflight: PreflightFacts
}

/**
 * A time during which the share stayed the same. A new one begins with each change of the share, and
 * after `LONGEST_STRETCH_MS` of the same: by the clock, never because of what was counted.
 */
export interface Stretch {
  /** The treatment's share in force, 0 … 100,000. */
  readonly share: number
  readonly since: number
  /** Units whose first exposure in the whole release fell into this stretch. */
  readonly firstExposures: PerArm
  /** Distinct units seen during this stretch. */
  readonly units: PerArm
  /** Those of them that were served both arms during this stretch. */
  readonly inBothArms: number
}

export interface PerArm {
  readonly control: number
  readonly treatment: number
}

export type GuardEvidence = ComparisonEvidence | PrometheusEvidence

export interface ComparisonEvidence {
  readonly kind: 'comparison'
  /**
   * Index of the first stretch that counts: 0, or the one that began when this guard was changed, the
   * shares were changed by hand or the release was restarted.
   */
  readonly countFrom: number
  /** Last report of any SDK for this guard, good or bad; null when there was none. */
  readonly lastReportAt: number | null
  /** First bad events in the release, one entry for each stretch. */
  readonly bad: readonly PerArm[]
  /**
   * A unit's first bad event in a stretch when it had one in an earlier stretch too; null when that is not
   * counted, and a regression that begins late takes longer to find.
   */
  readonly again: readonly BadAgain[] | null
  /** During the last window: any bad event of a unit counts here, not only its first. */
  readonly recent: { readonly control: Rate; readonly treatment: Rate }
}

/** In `stretch`, of units whose last bad event before was in stretch `previous`, both by index. */
export interface BadAgain extends PerArm {
  readonly stretch: number
  readonly previous: number
}

export interface PrometheusEvidence {
  readonly kind: 'prometheus'
  /** Oldest first; at least as many as the guard wants in a row, once it ran that often. */
  readonly results: readonly PrometheusResult[]
}

export interface PrometheusResult {
  readonly at: number
  /** null: timed out, refused, or answered with no sample. */
  readonly value: number | null
}

/** Bets are placed anew at each stretch, so a regression within a long stage is found sooner. */
export const LONGEST_STRETCH_MS = 3_600_000
