import type { SegmentImplies } from './implies.ts'

/** What a comparison asks, and whom it tells how much it has compared. */
export interface Comparing {
  readonly segment: SegmentImplies
  readonly spend: (steps: number) => void
}

/** Thrown when telling would take more than it may. */
export class TooMuchToTell extends Error {}

/**
 * Steps that judging one revision may take: a condition, a value or an arm of a rollout compared with
 * another. Some 100 ms. 500 rules of 100 values each take a fifth. Counted and not timed, so that the
 * answer is the same whenever it is asked for.
 */
export const MOST_STEPS = 3_000_000

/** Throws `TooMuchToTell` once more than `most` steps were told to it. */
export function budgetOf(most: number): (steps: number) => void {
  let left = most
  return (steps) => {
    left -= steps
    if (left < 0) throw new TooMuchToTell(`more than ${most} steps`)
  }
}
