import type { Scenario } from './scenarios.ts'

export type Order =
  | 'warm-up'
  /** `run` and the bare call in turn, once for each scenario; which goes first changes. */
  | 'time'
  | 'bytes'

/** Nanoseconds of processor time, or bytes allocated, for one call. */
export interface Measurement {
  readonly scenario: Scenario
  readonly run: number
  readonly bare: number
}
