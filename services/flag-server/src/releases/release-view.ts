import type { HeldConfiguration } from '../flags/configure-flag.ts'
import type { FlagConfiguration } from '../flags/flag-schemas.ts'
import type { Evidence } from './evidence.ts'
import { SAFETY_ALPHA } from './guard/proven-safe.ts'
import { rateRatio } from './guard/rate-ratio.ts'
import { SAMPLE_RATIO_ALPHA } from './guard/sample-ratio.ts'
import { type HeldRelease, isLive, type ReleaseRow } from './hold-release.ts'
import { EVERYBODY, isComparisonGuard, shareInForce } from './plan.ts'
import { preflight } from './preflight.ts'
import { toRelease } from './read-evidence.ts'
import { decisionWords } from './reason-words.ts'
import type { GuardView, ReleaseDetail, ReleaseView } from './release-schemas.ts'
import { comparisons, type Weighed, weigh } from './weigh.ts'

type Where = Pick<HeldConfiguration, 'project' | 'environment' | 'flag'>

type Told = Pick<FlagConfiguration, 'on' | 'locks'>

/** @param document the flag's configuration, which knows of locks */
export function releaseView(
  { project, environment, flag }: Where,
  release: ReleaseRow,
  document: Told,
): ReleaseView {
  const stage = release.plan.stages[release.stage]
  return {
    id: release.id,
    project: project.key,
    environment: environment.key,
    flag: flag.key,
    rule: release.ruleId,
    bucketBy: release.bucketBy,
    plan: release.plan as ReleaseView['plan'],
    state: release.state,
    stage: release.stage,
    stageSince: release.stageSince?.toISOString() ?? null,
    share: isLive(release) || release.state === 'completed' ? (stage ? shareInForce(stage) : 0) : 0,
    locked: document.locks?.some((lock) => lock.release === release.id) ?? false,
    decision: release.decision,
    why: whyOf(release, document),
    createdAt: release.createdAt.toISOString(),
    createdBy: release.createdBy,
    comment: release.comment,
    startedAt: release.startedAt?.toISOString() ?? null,
    endedAt: release.endedAt?.toISOString() ?? null,
  }
}

const AT_REST: Partial<Record<ReleaseRow['state'], string>> = {
  paused: 'Paused by a person',
  aborted: 'Aborted by a person',
  completed: 'Everybody has it',
}

/** In a sentence: why it waits, holds or ended. */
function whyOf({ state, decision, plan }: ReleaseRow, { on }: Told): string {
  if (state === 'draft') return `Not started yet${on ? '' : ': the start switches the flag on'}`
  const atRest = AT_REST[state]
  if (atRest !== undefined) return atRest
  if (decision && (state !== 'rolled_back' || decision.do === 'roll-back')) {
    return decisionWords(decision, plan)
  }
  return state === 'rolled_back' ? 'Rolled back by a person' : 'Looking for the first time'
}

/** The same with the figures, worked out from the evidence just read. */
export function releaseDetail(held: HeldRelease, evidence: Evidence): ReleaseDetail {
  const { release } = held
  const weighed = weigh(toRelease(release), evidence)
  const counted = evidence.stretches.slice(release.ratioFrom)
  const units = { control: 0, treatment: 0 }
  let expected = 0
  for (const { share, firstExposures } of counted) {
    units.control += firstExposures.control
    units.treatment += firstExposures.treatment
    expected += (share / EVERYBODY) * (firstExposures.control + firstExposures.treatment)
  }
  const all = units.control + units.treatment
  return {
    ...releaseView(held, release, held.configuration.document),
    preflight: preflight(evidence.preflight).map((check) => ({
      ...check,
      about: [...check.about],
    })),
    guards: release.plan.guards.map(({ id }) => guardView(id, release, evidence, weighed)),
    exposures: {
      units,
      expected: all > 0 ? expected / all : null,
      logE: finite(weighed.sampleRatio),
      logThreshold: -Math.log(SAMPLE_RATIO_ALPHA),
      treatedInStage: evidence.treatedInStage,
      countedSince: sinceOf(evidence, evidence.ratioFrom),
    },
    now: held.now.toISOString(),
    revision: held.environment.revision,
  }
}

function guardView(
  id: string,
  { plan }: ReleaseRow,
  evidence: Evidence,
  weighed: Weighed,
): GuardView {
  const guard = plan.guards.find((one) => one.id === id)
  const found = evidence.guards[id]
  const nothing = {
    id,
    bad: null,
    ratio: null,
    harm: null,
    safety: null,
    lastReportAt: null,
    countedSince: null,
    value: null,
  }
  if (found?.kind === 'prometheus')
    return { ...nothing, value: found.results.at(-1)?.value ?? null }
  if (!guard || !isComparisonGuard(guard) || found?.kind !== 'comparison') return nothing
  const bad = { control: 0, treatment: 0 }
  for (const { control, treatment } of found.bad.slice(found.countFrom)) {
    bad.control += control
    bad.treatment += treatment
  }
  const ofHarm = weighed.against.get(id)
  const ofSafety = weighed.ofSafety.get(id)
  return {
    ...nothing,
    bad,
    ratio: rateRatio(comparisons(found, evidence), plan.alpha),
    harm:
      ofHarm === undefined
        ? null
        : { logE: finite(ofHarm), logThreshold: Math.log(weighed.against.size / plan.alpha) },
    safety:
      ofSafety === undefined
        ? null
        : { logE: finite(ofSafety), logThreshold: -Math.log(SAFETY_ALPHA) },
    countedSince: sinceOf(evidence, found.countFrom),
    lastReportAt: found.lastReportAt === null ? null : new Date(found.lastReportAt).toISOString(),
  }
}

function sinceOf({ stretches }: Evidence, at: number): string | null {
  const stretch = stretches[at]
  return stretch ? new Date(stretch.since).toISOString() : null
}

/** JSON has no infinity. */
function finite(log: number): number {
  return Math.max(-1e6, Math.min(1e6, log))
}
