import type { BadAgain, PerArm } from '@bunting/flag-server/releases/evidence.ts'

/** What came in a tick. */
export interface Arrivals {
  /** Units never seen before in the release. */
  readonly firstExposures: PerArm
  /** Units not seen before in the stretch in force. */
  readonly units: PerArm
  /** First bad events, for each guard. */
  readonly bad: readonly PerArm[]
  /** Of the only guard, when units return: those whose first of the stretch was not their first. */
  readonly again: readonly BadAgain[]
}

export interface Moment {
  /** Since the release began. */
  readonly minute: number
  /** Length of the tick. */
  readonly minutes: number
  /** The treatment's share in force, 0 … 1. */
  readonly share: number
  /** Number of the stretch in force; who comes has not been seen in a new one. */
  readonly stretch: number
  /** Probability that a visit goes bad in the control. */
  readonly rate: number
  /** How many times that in the treatment. */
  readonly ratio: number
}

/** Who comes, and how it goes for them. */
export type Traffic = (moment: Moment) => Arrivals
