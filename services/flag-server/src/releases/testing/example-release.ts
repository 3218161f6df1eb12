import type { ComparisonEvidence, Evidence, Stretch } from '../evidence.ts'
import { type ComparisonGuard, type Plan, shareInForce } from '../plan.ts'
import type { PreflightFacts } from '../preflight.ts'
import type { Release } from '../release.ts'
import { DEFAULT_ALPHA, DEFAULT_PAST_LONGEST_BAKE, defaultStages } from '../strategies.ts'

export const MINUTE = 60_000

export const ERRORS: ComparisonGuard = {
  id: 'errors',
  kind: 'errors',
  windowMs: 5 * MINUTE,
  toleratedRatio: 1,
  ceiling: null,
}

export const CANARY: Plan = {
  strategy: 'canary',
  control: 'off',
  treatment: 'on',
  stages: defaultStages('canary'),
  guards: [ERRORS],
  alpha: DEFAULT_ALPHA,
  pastLongestBake: DEFAULT_PAST_LONGEST_BAKE,
}

export const ALL_IS_WELL: PreflightFacts = {
  controlVariantExists: true,
  silentGuards: [],
  builds: [{ name: 'shop 1.0.0', connections: 3, knowsFlag: true }],
  otherReleases: [],
  approved: null,
}

/** Running in its first stage since 0. */
export function releaseOf(more: Partial<Release> = {}): Release {
  return {
    plan: CANARY,
    state: 'running',
    stage: 0,
    stageSince: 0,
    approved: [],
    standing: [],
    ...more,
  }
}

/** In the share of the release's stage, with so many first bad events; all reporting at `at`. */
export function evidenceOf(
  release: Release,
  at: number,
  bad = { control: 0, treatment: 0 },
  more: Partial<Evidence> = {},
): Evidence {
  const stage = release.plan.stages[release.stage]
  return {
    at,
    flagIsOn: true,
    stretches: [stretchOf(stage ? shareInForce(stage) : 0)],
    treatedInStage: 1_000_000,
    ratioFrom: 0,
    guards: { errors: countedOf([bad], at) },
    preflight: ALL_IS_WELL,
    ...more,
  }
}

/** A hundred thousand units in exactly the ratio of the share. */
export function stretchOf(share: number): Stretch {
  const arms = { control: 100_000 - share, treatment: share }
  return { share, since: 0, firstExposures: arms, units: arms, inBothArms: 0 }
}

export function countedOf(
  bad: ComparisonEvidence['bad'],
  lastReportAt: number | null,
): ComparisonEvidence {
  const none = { units: 0, bad: 0 }
  return {
    kind: 'comparison',
    countFrom: 0,
    lastReportAt,
    bad,
    again: [],
    recent: { control: none, treatment: none },
  }
}
