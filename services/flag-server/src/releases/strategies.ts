import { EVERYBODY, type PastLongestBake, type Stage, type Strategy } from './plan.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

export const DEFAULT_ALPHA = 0.01

/** Up to 25 % a release without proof goes on. Beyond that, so before 100 % too, a person is asked. */
export const DEFAULT_PAST_LONGEST_BAKE: PastLongestBake = { goOnUpTo: 25_000 }

/** How long without proof, in multiples of the bake time. */
const PATIENCE = 2

/**
 * 1 % of users can prove little in ten minutes; that stage is there to catch what breaks for everybody. At
 * 99 % the last 1 % is the holdback: the control lives on, so the comparison does too, for a day.
 */
const CANARY: readonly Stage[] = [
  stage(1_000, 10 * MINUTE, 100),
  stage(5_000, 30 * MINUTE, 500),
  stage(25_000, HOUR, 1_000),
  stage(50_000, 2 * HOUR, 1_000),
  { ...stage(99_000, 24 * HOUR, 1_000), holdback: 1_000 },
  stage(EVERYBODY, 0, 0),
]

/** Units are instances: there are few, so each stage needs one that runs the treatment. */
const ROLLING: readonly Stage[] = [
  stage(10_000, 10 * MINUTE, 1),
  stage(25_000, 10 * MINUTE, 1),
  stage(50_000, 10 * MINUTE, 1),
  stage(EVERYBODY, 10 * MINUTE, 1),
]

/** At 0 % both sides are ready and the guards report; then everybody, guarded by the ceilings. */
const BLUE_GREEN: readonly Stage[] = [stage(0, 0, 0), stage(EVERYBODY, HOUR, 100)]

export function defaultStages(strategy: Strategy): readonly Stage[] {
  switch (strategy) {
    case 'canary':
      return CANARY
    case 'rolling':
      return ROLLING
    case 'blue-green':
      return BLUE_GREEN
    case 'custom':
      return []
  }
}

function stage(share: number, bakeMs: number, minimumUnits: number): Stage {
  return {
    share,
    holdback: 0,
    bakeMs,
    longestBakeMs: PATIENCE * bakeMs,
    minimumUnits,
    approval: false,
  }
}
