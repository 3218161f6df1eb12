import type { ComparisonEvidence, Evidence, PerArm, Stretch } from './evidence.ts'
import { type Again, logBets } from './guard/mixture-e-process.ts'
import { logEvidenceOfSafety } from './guard/proven-safe.ts'
import { logSampleRatioEvidence } from './guard/sample-ratio.ts'
import type { Trials } from './guard/trials.ts'
import { type ComparisonGuard, EVERYBODY, isComparisonGuard } from './plan.ts'
import type { Release } from './release.ts'

/** What the evidence says, before any rule is applied: natural logarithms of E. */
export interface Weighed {
  /** Of each comparison guard: that the treatment is worse than tolerated; the best of its bets. */
  readonly against: ReadonlyMap<string, number>
  /** Its bets by their stretch, all guards' from the same one on; −Infinity before a guard began anew. */
  readonly bets: ReadonlyMap<string, readonly number[]>
  /** Of each comparison guard: that it is not half as bad again as tolerated. */
  readonly ofSafety: ReadonlyMap<string, number>
  readonly sampleRatio: number
}

export function weigh({ plan }: Release, evidence: Evidence): Weighed {
  const against = new Map<string, number>()
  const bets = new Map<string, readonly number[]>()
  const ofSafety = new Map<string, number>()
  const counted = plan.guards.filter(isComparisonGuard).flatMap((guard) => {
    const found = evidence.guards[guard.id]
    return found?.kind === 'comparison' ? [{ guard, found }] : []
  })
  const from = Math.min(...counted.map(({ found }) => found.countFrom))
  for (const { guard, found } of counted) {
    ofSafety.set(guard.id, logEvidenceOfSafety(comparisons(found, evidence), guard.toleratedRatio))
    const logs = betsOf(guard, found, evidence, from)
    bets.set(guard.id, logs)
    against.set(guard.id, logs.length > 0 ? Math.max(...logs) : 0)
  }
  const sampleRatio = logSampleRatioEvidence(firstExposures(evidence))
  return { against, bets, ofSafety, sampleRatio }
}

/** First bad events by stretch. Where one arm has everybody, there is nothing to learn. */
export function comparisons(counted: ComparisonEvidence, evidence: Evidence): readonly Trials[] {
  return evidence.stretches.slice(counted.countFrom).map(({ share }, at) => {
    const bad = counted.bad[counted.countFrom + at]
    return { p: share / EVERYBODY, hits: bad?.treatment ?? 0, misses: bad?.control ?? 0 }
  })
}

/** Bets from stretch `from` on: of those since the guard began anew, and of the first alone if no more is counted. */
function betsOf(
  guard: ComparisonGuard,
  { countFrom, bad, again }: ComparisonEvidence,
  evidence: Evidence,
  from: number,
): readonly number[] {
  const stretches = evidence.stretches.slice(from)
  const first = stretches.map((stretch, at) => {
    return trialsIn(guard, evidence.at, stretch, bad[from + at] ?? NONE)
  })
  const later = (again ?? []).flatMap((counts): Again[] => {
    const stretch = evidence.stretches[counts.stretch]
    if (!stretch || counts.stretch < from) return []
    const { p, hits, misses } = trialsIn(guard, evidence.at, stretch, counts)
    // Who fails again without a control is one of the units counted already.
    const isAlone = stretch.share === EVERYBODY
    const trials = { p, hits, misses: isAlone ? -hits : misses }
    return [{ stretch: counts.stretch - from, previous: counts.previous - from, trials }]
  })
  return logBets(first, later, guard.toleratedRatio).map((logE, at) => {
    const isPlaced = from + at === countFrom || (again !== null && from + at > countFrom)
    return isPlaced ? logE : Number.NEGATIVE_INFINITY
  })
}

const NONE: PerArm = { control: 0, treatment: 0 }

/**
 * SDKs report a bad event at once and exposures a second later: until that hardly matters, a stretch
 * without a control would look worse than it is. (In a comparison it is the same for both arms.)
 */
const CEILING_SETTLES_MS = 15_000

/**
 * Where everybody is in the treatment there is no control: there, how many units had a bad event is
 * held against the guard's ceiling instead. The same bets, with the ceiling for the share; p is set so
 * that at the tolerated ratio it comes to the ceiling.
 */
function trialsIn(
  { toleratedRatio, ceiling }: ComparisonGuard,
  now: number,
  { share, since, units }: Stretch,
  { control, treatment }: PerArm,
): Trials {
  if (share < EVERYBODY || ceiling === null || !(now - since >= CEILING_SETTLES_MS)) {
    return { p: share / EVERYBODY, hits: treatment, misses: control }
  }
  const p = ceiling / (ceiling + toleratedRatio * (1 - ceiling))
  const hits = Math.min(treatment, units.treatment)
  return { p, hits, misses: units.treatment - hits }
}

function firstExposures({ stretches, ratioFrom }: Evidence): readonly Trials[] {
  return stretches.slice(ratioFrom).map(({ share, firstExposures: { control, treatment } }) => ({
    p: share / EVERYBODY,
    hits: treatment,
    misses: control,
  }))
}
