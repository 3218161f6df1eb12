import { z } from 'zod'
import { Comment, Instant, Key, Text } from '../http/fields.ts'
import { EVERYBODY } from './plan.ts'
import { ERRORS, SLOW } from './release-in-force.ts'

const Share = z.int().min(0).max(EVERYBODY)
/** 90 days. */
const Duration = z
  .int()
  .min(0)
  .max(90 * 86_400_000)

export const Strategy = z.enum(['canary', 'rolling', 'blue-green', 'custom'])

export const ReleaseState = z.enum([
  'draft',
  'running',
  'holding',
  'paused',
  'completed',
  'rolled_back',
  'aborted',
])

const Stage = z.object({
  /** 100,000 is 100 %. */
  share: Share,
  holdback: Share,
  bakeMs: Duration,
  longestBakeMs: Duration,
  minimumUnits: z.int().min(0).max(1_000_000_000),
  approval: z.boolean(),
})

/** A stage as it is asked for; what is left out is as little as can be. */
const WantedStage = z.strictObject({
  share: Share,
  holdback: Share.optional(),
  bakeMs: Duration.optional(),
  /** Default: twice the bake time. */
  longestBakeMs: Duration.optional(),
  minimumUnits: Stage.shape.minimumUnits.optional(),
  approval: z.boolean().optional(),
})

const Stages = z.array(WantedStage).min(1).max(50)

const guardBase = {
  id: Key,
  /** Reports come at least this often while all is well; after two without one the release holds. */
  windowMs: z.int().min(1_000).max(86_400_000),
}
const comparison = {
  ...guardBase,
  /** How many times the control's rate is tolerated; 1: no worse. */
  toleratedRatio: z.number().min(0.1).max(10),
  /** Share (0 … 1) of units with a bad event that is too much in any arm. */
  ceiling: z.number().gt(0).lt(1).nullable(),
}
const prometheus = {
  ...guardBase,
  kind: z.literal('prometheus'),
  query: Text.min(1).max(4_000),
  badWhen: z.enum(['above', 'below']),
  threshold: z.number(),
  /** Bad answers in a row before it counts. */
  inARow: z.int().min(1).max(100),
  onBad: z.enum(['hold', 'roll-back']),
}
const Metric = Text.min(1)
  .max(128)
  .refine((name) => name !== ERRORS && name !== SLOW, 'is measured by run, not by track')

export const Guard = z.discriminatedUnion('kind', [
  z.object({ ...comparison, kind: z.literal('errors') }),
  z.object({ ...comparison, kind: z.literal('latency'), controlP95Ms: z.number().positive() }),
  z.object({ ...comparison, kind: z.literal('event'), metric: z.string() }),
  z.object(prometheus),
])

const optional = {
  windowMs: guardBase.windowMs.optional(),
  toleratedRatio: comparison.toleratedRatio.optional(),
  ceiling: comparison.ceiling.optional(),
}

export const WantedGuard = z.discriminatedUnion('kind', [
  z.strictObject({ id: Key.optional(), ...optional, kind: z.literal('errors') }),
  z.strictObject({
    id: Key.optional(),
    ...optional,
    kind: z.literal('latency'),
    /** Default: what `run` measured of the control in the last 24 hours. */
    controlP95Ms: z.number().positive().max(3_600_000).optional(),
  }),
  z.strictObject({ id: Key.optional(), ...optional, kind: z.literal('event'), metric: Metric }),
  z.strictObject({
    ...prometheus,
    id: Key.optional(),
    /** Prometheus is asked every 5 seconds at most. */
    windowMs: guardBase.windowMs.min(10_000).optional(),
    badWhen: prometheus.badWhen.optional(),
    inARow: prometheus.inARow.optional(),
    onBad: prometheus.onBad.optional(),
  }),
])
export type WantedGuard = z.infer<typeof WantedGuard>

const PastLongestBake = z.strictObject({ goOnUpTo: Share })

export const NewRelease = z.strictObject({
  strategy: Strategy,
  /** Default for a boolean flag: `off` and `on`. */
  control: Key.optional(),
  treatment: Key.optional(),
  /** Whose rollout moves: a rule's id. Default: everybody else's, the fallthrough. */
  rule: Key.nullable().optional(),
  /** Default: `instance` for a rolling release, else as it is now. */
  bucketBy: Text.min(1).max(256).optional(),
  /** Default: those of the strategy. A custom one must say. */
  stages: Stages.optional(),
  guards: z.array(WantedGuard).max(8),
  /** Probability at most of rolling back a release that is no worse. Default 0.01. */
  alpha: z.number().min(0.0001).max(0.2).optional(),
  pastLongestBake: PastLongestBake.optional(),
  /** Whether it starts at once. */
  start: z.boolean().optional(),
  comment: Comment.optional(),
})
export type NewRelease = z.infer<typeof NewRelease>

/** What may be changed on the way: the evidence of that part begins anew. */
export const ReleasePatch = z.strictObject({
  stages: Stages.optional(),
  guards: z.array(WantedGuard).max(8).optional(),
  pastLongestBake: PastLongestBake.optional(),
  comment: Comment.optional(),
})
export type ReleasePatch = z.infer<typeof ReleasePatch>

export const Command = z.enum(['start', 'pause', 'resume', 'advance', 'rollback', 'abort'])
export type Command = z.infer<typeof Command>
export const CommandBody = z.strictObject({
  comment: Comment.optional(),
  /** The stage it was in when this was decided, from 0; in another by now: 409 `stale_version`. */
  expectedStage: z.int().min(0).max(100).optional(),
})
export type CommandBody = z.infer<typeof CommandBody>

export const PreflightCheck = z.object({
  check: z.enum(['control-variant', 'guards-report', 'builds', 'only-release', 'approval']),
  passed: z.boolean(),
  about: z.array(z.string()),
})

const PerArm = z.object({ control: z.int(), treatment: z.int() })

/** How one guard stands. Absent figures: nothing to compute them from yet. */
export const GuardView = z.object({
  id: z.string(),
  /** First bad events that count, by arm. */
  bad: PerArm.nullable(),
  /** Treatment's rate over the control's, with an interval that holds whenever it is looked at. */
  ratio: z
    .object({ estimate: z.number().nullable(), low: z.number(), high: z.number().nullable() })
    .nullable(),
  /** Natural logarithms of the evidence that it is worse, and of where that rolls back. */
  harm: z.object({ logE: z.number(), logThreshold: z.number() }).nullable(),
  /** … that it is safe, and of where that is proof. */
  safety: z.object({ logE: z.number(), logThreshold: z.number() }).nullable(),
  lastReportAt: Instant.nullable(),
  /** Since when its evidence counts: later than the start when the guard or the share was changed. */
  countedSince: Instant.nullable(),
  /** Of Prometheus, the last answer. */
  value: z.number().nullable(),
})
export type GuardView = z.infer<typeof GuardView>

export const ReleaseView = z.object({
  id: z.string(),
  project: z.string(),
  environment: z.string(),
  flag: z.string(),
  rule: z.string().nullable(),
  bucketBy: z.string().nullable(),
  plan: z.object({
    strategy: Strategy,
    control: z.string(),
    treatment: z.string(),
    stages: z.array(Stage),
    guards: z.array(Guard),
    alpha: z.number(),
    pastLongestBake: PastLongestBake,
  }),
  state: ReleaseState,
  stage: z.int(),
  stageSince: Instant.nullable(),
  /** The treatment's share in force, 0 … 100,000. */
  share: z.int(),
  /** A rolled-back release locks its place until a person unlocks it. */
  locked: z.boolean(),
  /** What was decided last, with its reason and the numbers. */
  decision: z.unknown(),
  /** The same as a sentence. */
  why: z.string(),
  createdAt: Instant,
  createdBy: z.string(),
  comment: z.string().nullable(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
})
export type ReleaseView = z.infer<typeof ReleaseView>

/** A release with what its decisions rest on. */
export const ReleaseDetail = ReleaseView.extend({
  preflight: z.array(PreflightCheck),
  guards: z.array(GuardView),
  exposures: z.object({
    /** First exposures by arm since the sample ratio counts, and what was expected of the treatment, 0 … 1. */
    units: PerArm,
    expected: z.number().nullable(),
    logE: z.number(),
    logThreshold: z.number(),
    treatedInStage: z.int(),
    /** Since when the sample ratio counts: later than the start when a person resumed or changed the share. */
    countedSince: Instant.nullable(),
  }),
  /** By the database's clock, to count down against. */
  now: Instant,
  /** The environment's newest, at least the one that this release's last move made. */
  revision: z.int(),
})
export type ReleaseDetail = z.infer<typeof ReleaseDetail>

export const ReleaseList = z.object({
  releases: z.array(ReleaseView),
  nextCursor: z.string().nullable(),
  /** On all pages. */
  total: z.int(),
})
export type ReleaseList = z.infer<typeof ReleaseList>

/** One look's figures, for a chart over time. */
export const EvidencePoint = z.object({
  /** Entries of the history name it: `decision.id` of what it moved. */
  id: z.string(),
  at: Instant,
  moved: z.boolean(),
  stage: z.int(),
  share: z.int(),
  state: ReleaseState,
  do: z.enum(['advance', 'hold', 'roll-back', 'wait']),
  why: z.string(),
  /** Codes of its reasons: `proven-safe`, `bake-time`, `silent-guard`. */
  codes: z.array(z.string()),
  /** By guard: natural logarithms of the evidence of harm and of safety. */
  harm: z.record(z.string(), z.number()),
  safety: z.record(z.string(), z.number()),
})

export const EvidenceView = z.object({
  /** Format of `records`. */
  format: z.literal('release-evidence/1'),
  points: z.array(EvidencePoint),
  /** What each decision looked at: enough to compute it again. With `?records=true`. */
  records: z.array(z.unknown()).optional(),
})
export type EvidenceView = z.infer<typeof EvidenceView>

export const Unlock = z.strictObject({
  rule: Key.nullable().optional(),
  comment: Comment.optional(),
})
export type Unlock = z.infer<typeof Unlock>

/** Stages and guards under a name, to plan the next release with. */
export const Template = z.strictObject({
  strategy: Strategy,
  stages: Stages,
  guards: NewRelease.shape.guards,
  alpha: NewRelease.shape.alpha,
  pastLongestBake: NewRelease.shape.pastLongestBake,
})
export type Template = z.infer<typeof Template>

export const TemplateView = Template.extend({
  name: z.string(),
  /** The product's own, which cannot be removed. */
  builtIn: z.boolean(),
  createdBy: z.string().nullable(),
})
export type TemplateView = z.infer<typeof TemplateView>

export const TemplateList = z.object({ templates: z.array(TemplateView) })
