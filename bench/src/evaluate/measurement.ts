import type { Scenario } from './scenarios.ts'

/** What the process of a subject is told to do. */
export type Order =
  /** Whether its answers are right; in a process that then ends. */
  | 'check'
  | 'warm-up'
  /** Floor and subject in turn, once for each scenario; which goes first changes with each such order. */
  | 'time'
  | 'bytes'

/** Nanoseconds of processor time, or bytes allocated, for one call. */
export interface Measurement {
  readonly scenario: Scenario
  readonly subject: number
  readonly floor: number
}
