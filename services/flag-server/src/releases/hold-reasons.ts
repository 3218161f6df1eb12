import type { HoldReason } from './decision.ts'
import type { Evidence } from './evidence.ts'
import { isSharedIncident } from './guard/breaker.ts'
import { SAMPLE_RATIO_ALPHA } from './guard/sample-ratio.ts'
import { type ComparisonGuard, type Guard, isComparisonGuard, shareInForce } from './plan.ts'
import { preflight } from './preflight.ts'
import { prometheusVerdict } from './prometheus-verdict.ts'
import type { Release } from './release.ts'
import type { Weighed } from './weigh.ts'

/** Evidence older than this says nothing about now. */
const FRESH_MS = 60_000
/** Share of the units seen in both arms from which their events cannot be told apart. */
const BOTH_ARMS = 0.01
/** Below so many units one stray is more than a hundredth. */
const BOTH_ARMS_UNITS = 100

/** These do not go away by waiting: what was counted is spoilt until a person has looked. */
const STANDING: ReadonlySet<HoldReason['code']> = new Set(['sample-ratio', 'both-arms'])

/** Everything that forbids to widen, in the order in which a person should read it. */
export function holdReasons(
  release: Release,
  evidence: Evidence,
  weighed: Weighed,
  now: number,
): readonly HoldReason[] {
  const standing = release.standing.filter(({ code }) => STANDING.has(code))
  const is = (code: HoldReason['code']) => standing.some((reason) => reason.code === code)
  return [
    ...(evidence.flagIsOn ? [] : [{ code: 'flag-off' } as const]),
    ...standing,
    ...(is('sample-ratio') ? [] : sampleRatio(weighed)),
    ...(is('both-arms') ? [] : bothArms(evidence)),
    ...staleEvidence(release, evidence, now),
    ...shareMismatch(release, evidence),
    ...release.plan.guards.flatMap((guard) => guardReasons(guard, release, evidence)),
    ...failedPreflight(evidence),
  ]
}

function sampleRatio({ sampleRatio: logE }: Weighed): HoldReason[] {
  return logE >= -Math.log(SAMPLE_RATIO_ALPHA) ? [{ code: 'sample-ratio', logE }] : []
}

function bothArms({ stretches, ratioFrom }: Evidence): HoldReason[] {
  let [units, inBothArms] = [0, 0]
  for (const stretch of stretches.slice(ratioFrom)) {
    units += stretch.units.control + stretch.units.treatment
    inBothArms += stretch.inBothArms
  }
  const isTooMany = units >= BOTH_ARMS_UNITS && inBothArms > BOTH_ARMS * units
  return isTooMany ? [{ code: 'both-arms', units, inBothArms }] : []
}

/** Also what was put together before the stage began: it is about another share. */
function staleEvidence({ stageSince }: Release, { at }: Evidence, now: number): HoldReason[] {
  const ageMs = now - at
  return ageMs > FRESH_MS || at < stageSince ? [{ code: 'stale-evidence', ageMs }] : []
}

/** A share that was changed by hand: what is counted now is not this stage. */
function shareMismatch({ plan, stage }: Release, { stretches }: Evidence): HoldReason[] {
  const [inForce, counted] = [plan.stages[stage], stretches.at(-1)?.share]
  if (!inForce || counted === undefined) return []
  const expected = shareInForce(inForce)
  return expected === counted ? [] : [{ code: 'share-mismatch', expected, counted }]
}

function guardReasons(guard: Guard, release: Release, evidence: Evidence): HoldReason[] {
  if (isComparisonGuard(guard)) {
    return [...silence(guard, release, evidence), ...sharedIncident(guard, evidence)]
  }
  const found = prometheusVerdict(guard, evidence)
  if (found.type === 'missing') return [{ code: 'prometheus-missing', guard: guard.id }]
  if (found.type === 'bad') return [{ code: 'prometheus', guard: guard.id, value: found.value }]
  return []
}

/** A guard that never reported may take two windows from the beginning of the stage. */
function silence(guard: ComparisonGuard, release: Release, evidence: Evidence): HoldReason[] {
  const found = evidence.guards[guard.id]
  const reported = found?.kind === 'comparison' ? found.lastReportAt : null
  const last = Number.isFinite(reported) ? reported : null
  const silentMs = evidence.at - (last ?? release.stageSince)
  if (silentMs <= 2 * guard.windowMs) return []
  return [{ code: 'silent-guard', guard: guard.id, silentMs: last === null ? null : silentMs }]
}

function sharedIncident({ id, ceiling }: ComparisonGuard, evidence: Evidence): HoldReason[] {
  const found = evidence.guards[id]
  if (ceiling === null || found?.kind !== 'comparison') return []
  const { control, treatment } = found.recent
  if (!isSharedIncident(control, treatment, ceiling)) return []
  return [{ code: 'shared-incident', guard: id, control, treatment }]
}

/** Guards that do not report are among the reasons already, with how long. */
function failedPreflight({ preflight: facts }: Evidence): HoldReason[] {
  const checks = preflight(facts).filter(
    ({ check, passed }) => !passed && check !== 'guards-report',
  )
  return checks.length > 0 ? [{ code: 'preflight', checks }] : []
}
