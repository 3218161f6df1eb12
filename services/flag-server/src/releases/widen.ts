import type { AdvanceReason, Decision, WaitReason } from './decision.ts'
import type { Evidence } from './evidence.ts'
import { SAFETY_ALPHA } from './guard/proven-safe.ts'
import { EVERYBODY, type Stage, shareInForce } from './plan.ts'
import type { Release } from './release.ts'
import type { Weighed } from './weigh.ts'

/** Nothing forbids it: whether this stage has shown enough for the next one to begin. */
export function widen(
  release: Release,
  evidence: Evidence,
  weighed: Weighed,
  now: number,
): Decision {
  const { plan, stage: at } = release
  const stage = plan.stages[at]
  if (!stage) return { do: 'hold', reasons: [{ code: 'missing-data', what: ['stage'] }] }
  const elapsedMs = Math.max(0, now - release.stageSince)
  const unproven = unprovenGuards(stage, weighed)
  const next = plan.stages[at + 1]
  const mayGoOn = next !== undefined && shareInForce(next) <= plan.pastLongestBake.goOnUpTo
  const to = next ? at + 1 : 'completed'
  const isApproved = typeof to === 'number' && release.approved.includes(to)
  const needsProof = next !== undefined && unproven.length > 0 && !isApproved
  const left = stage.longestBakeMs - elapsedMs
  const reasons: WaitReason[] = [
    ...bakeTime(stage, elapsedMs),
    ...minimumUnits(stage, evidence),
    ...suspicion(release, weighed),
    ...(needsProof && left > 0 ? [{ code: 'proof', guards: unproven, leftMs: left } as const] : []),
  ]
  if (reasons.length > 0) return { do: 'wait', reasons }
  if (needsProof && !mayGoOn) return askFor(to, 'inconclusive')
  if (next?.approval && !isApproved) return askFor(to, 'plan')
  return { do: 'advance', to, reason: advanceReason(stage, unproven, isApproved, weighed) }
}

function askFor(stage: number | 'completed', because: 'plan' | 'inconclusive'): Decision {
  return { do: 'wait', reasons: [{ code: 'approval', stage, because }] }
}

/** At 0 and at 100 % there is nothing to prove: nobody to harm, or nobody to compare with. */
function unprovenGuards(stage: Stage, { ofSafety }: Weighed): readonly string[] {
  const share = shareInForce(stage)
  if (share === 0 || share === EVERYBODY) return []
  const threshold = -Math.log(SAFETY_ALPHA)
  return [...ofSafety].filter(([, logE]) => !(logE >= threshold)).map(([guard]) => guard)
}

function bakeTime({ bakeMs }: Stage, elapsedMs: number): WaitReason[] {
  return elapsedMs < bakeMs ? [{ code: 'bake-time', leftMs: bakeMs - elapsedMs }] : []
}

function minimumUnits({ minimumUnits: wanted }: Stage, { treatedInStage }: Evidence): WaitReason[] {
  const missing = wanted - treatedInStage
  return missing > 0 ? [{ code: 'minimum-units', missing }] : []
}

/**
 * Half the way to a roll-back, counted in logarithms, is no time to widen: a release that is worse meets
 * fewer people, one that is not comes below it again.
 */
function suspicion({ plan }: Release, { against }: Weighed): WaitReason[] {
  const logE = Math.max(Number.NEGATIVE_INFINITY, ...against.values())
  const logLimit = 0.5 * Math.log(Math.max(1, against.size) / plan.alpha)
  return logE >= logLimit ? [{ code: 'suspicion', logE, logLimit }] : []
}

function advanceReason(
  stage: Stage,
  unproven: readonly string[],
  isApproved: boolean,
  { ofSafety }: Weighed,
): AdvanceReason {
  const share = shareInForce(stage)
  if (share === 0 || share === EVERYBODY || ofSafety.size === 0)
    return { code: 'nothing-to-compare' }
  if (unproven.length === 0) return { code: 'proven-safe' }
  if (isApproved) return { code: 'approved', unproven }
  return { code: 'inconclusive', guards: unproven }
}
