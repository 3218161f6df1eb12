import type { Decision } from './decision.ts'
import type { Evidence } from './evidence.ts'
import { evidenceGaps } from './evidence-gaps.ts'
import { holdReasons } from './hold-reasons.ts'
import type { Release } from './release.ts'
import { rollBackReason } from './roll-back-reason.ts'
import { type Weighed, weigh } from './weigh.ts'
import { widen } from './widen.ts'

/**
 * What happens to a release next. Pure and total: no clock, no database, an answer for whatever it is given;
 * the same three arguments always give the same decision, which is what an evidence record is for.
 *
 * Invariants, each tested in decide.test.ts or decide-walk.test.ts:
 * - A proven regression goes back also while the release holds or a person has paused it.
 * - It never advances while anything is missing, silent, on hold or failing preflight.
 * - It advances by one stage, and never before that stage was in force for its bake time,
 *   whatever time has passed since the last look.
 * - What ends a hold does not widen in the same step.
 */
export function decide(release: Release, evidence: Evidence, now: number): Decision {
  const { state } = release
  if (state !== 'running' && state !== 'holding' && state !== 'paused') {
    return { do: 'wait', reasons: [{ code: 'not-running', state }] }
  }
  const what = evidenceGaps(release, evidence, now)
  if (what.length > 0) return withoutEvidence(release, what)
  return decideWeighed(release, evidence, weigh(release, evidence), now)
}

/** The same for whoever has weighed the evidence already. */
export function decideWeighed(
  release: Release,
  evidence: Evidence,
  weighed: Weighed,
  now: number,
): Decision {
  const reason = rollBackReason(release.plan, evidence, weighed)
  if (reason) return { do: 'roll-back', reason }
  if (release.state === 'paused') return { do: 'wait', reasons: [{ code: 'paused' }] }
  const reasons = holdReasons(release, evidence, weighed, now)
  if (reasons.length > 0) return { do: 'hold', reasons }
  if (release.state === 'holding') return { do: 'wait', reasons: [{ code: 'hold-over' }] }
  return widen(release, evidence, weighed, now)
}

function withoutEvidence({ state }: Release, what: readonly string[]): Decision {
  if (state === 'paused') return { do: 'wait', reasons: [{ code: 'paused' }] }
  return { do: 'hold', reasons: [{ code: 'missing-data', what }] }
}
