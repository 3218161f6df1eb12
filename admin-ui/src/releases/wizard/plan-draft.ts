import type {
  NewRelease,
  ReleasePatch,
  ReleaseView,
  Template,
  TemplateView,
  WantedGuard,
} from '@bunting/flag-server/releases/release-schemas.ts'
import type { Stage } from '../release-state.ts'

/** What was typed of one guard; what its kind does not ask for stays, in case the kind comes back. */
export interface GuardDraft {
  /** Of the row on the screen. */
  readonly key: string
  readonly id?: string | undefined
  readonly windowMs?: number | undefined
  readonly kind: WantedGuard['kind']
  readonly toleratedRatio: number
  /** 0 … 1; null: none. */
  readonly ceiling: number | null
  /** Null: what was measured of the control. */
  readonly controlP95Ms: number | null
  readonly metric: string
  readonly query: string
  readonly badWhen: 'above' | 'below'
  readonly threshold: number
  readonly inARow: number
  readonly onBad: 'hold' | 'roll-back'
}

export interface StageDraft extends Stage {
  readonly key: string
}

/** A release as far as it is planned: what the steps edit. */
export interface PlanDraft {
  readonly strategy: NewRelease['strategy']
  /** The template it began with. */
  readonly template: string
  readonly control: string
  readonly treatment: string
  readonly rule: string | null
  /** Empty: as the place has it. */
  readonly bucketBy: string
  readonly stages: readonly StageDraft[]
  readonly guards: readonly GuardDraft[]
  readonly goOnUpTo: number
  readonly alpha: number
  readonly comment: string
}

export interface Arms {
  readonly control: string
  readonly treatment: string
}

const PATIENCE = 2
export const DEFAULT_CEILING = 0.2
let made = 0

export function newKey(): string {
  made += 1
  return `${Date.now().toString(36)}-${made}`
}

/** A plan that begins with a template; a first sight of the flag names the arms. */
export function draftOf(template: TemplateView, arms: Arms): PlanDraft {
  return {
    ...arms,
    rule: null,
    comment: '',
    ...withTemplate(template),
  }
}

/** What a template decides; whom it moves and from where to where stays. */
export function withTemplate(template: TemplateView) {
  return {
    strategy: template.strategy,
    template: template.name,
    bucketBy: template.strategy === 'rolling' ? 'instance' : '',
    stages: template.stages.map(stageDraft),
    guards: template.guards.map(guardDraft),
    goOnUpTo: template.pastLongestBake?.goOnUpTo ?? 25_000,
    alpha: template.alpha ?? 0.01,
  }
}

/** The plan of a release, to be changed on its way. */
export function draftOfRelease({ plan, rule, bucketBy }: ReleaseView): PlanDraft {
  const { strategy, control, treatment, stages, guards, alpha, pastLongestBake } = plan
  return {
    strategy,
    template: strategy,
    control,
    treatment,
    rule,
    bucketBy: bucketBy ?? '',
    stages: stages.map(stageDraft),
    guards: guards.map(guardDraft),
    goOnUpTo: pastLongestBake.goOnUpTo,
    alpha,
    comment: '',
  }
}

export function stageDraft(wanted: Template['stages'][number]): StageDraft {
  const { share, holdback = 0, bakeMs = 0, minimumUnits = 0, approval = false } = wanted
  const longestBakeMs = wanted.longestBakeMs ?? PATIENCE * bakeMs
  return { key: newKey(), share, holdback, bakeMs, longestBakeMs, minimumUnits, approval }
}

const GUARD: Omit<GuardDraft, 'key' | 'kind'> = {
  toleratedRatio: 1,
  ceiling: DEFAULT_CEILING,
  controlP95Ms: null,
  metric: '',
  query: '',
  badWhen: 'above',
  threshold: 0,
  inARow: 2,
  onBad: 'hold',
}

export function guardDraft(wanted: WantedGuard): GuardDraft {
  const given = Object.fromEntries(
    Object.entries(wanted).filter(([, value]) => value !== undefined),
  )
  return { ...GUARD, kind: wanted.kind, ...given, key: newKey() }
}

export function newGuard(kind: GuardDraft['kind']): GuardDraft {
  return { ...GUARD, kind, key: newKey() }
}

/** Another bake time moves the longest one along, as long as it is the usual multiple. */
export function withBake<S extends Stage>(stage: S, bakeMs: number): S {
  const usual = stage.longestBakeMs === PATIENCE * stage.bakeMs
  const longestBakeMs = usual ? PATIENCE * bakeMs : Math.max(stage.longestBakeMs, bakeMs)
  return { ...stage, bakeMs, longestBakeMs }
}

function wantedStage({ key: _key, ...stage }: StageDraft): Stage {
  return stage
}

function wantedGuard(draft: GuardDraft): WantedGuard {
  const { kind, id, windowMs, toleratedRatio, ceiling } = draft
  const common = { ...(id !== undefined && { id }), ...(windowMs !== undefined && { windowMs }) }
  switch (kind) {
    case 'errors':
      return { ...common, kind, toleratedRatio, ceiling }
    case 'latency': {
      const { controlP95Ms } = draft
      return {
        ...common,
        kind,
        toleratedRatio,
        ceiling,
        ...(controlP95Ms !== null && { controlP95Ms }),
      }
    }
    case 'event':
      return { ...common, kind, toleratedRatio, ceiling, metric: draft.metric.trim() }
    case 'prometheus': {
      const { query, badWhen, threshold, inARow, onBad } = draft
      return { ...common, kind, query, badWhen, threshold, inARow, onBad }
    }
  }
}

/** What is planned, whether it is started or asked for. */
export function releasePlan(draft: PlanDraft): Omit<NewRelease, 'start' | 'comment'> {
  const { strategy, control, treatment, rule, bucketBy, alpha } = draft
  return {
    strategy,
    control,
    treatment,
    rule,
    ...(bucketBy.trim() && { bucketBy: bucketBy.trim() }),
    ...movable(draft),
    alpha,
  }
}

/** The body that plans it. */
export function newRelease(draft: PlanDraft, start: boolean): NewRelease {
  const comment = draft.comment.trim()
  return { ...releasePlan(draft), start, ...(comment && { comment }) }
}

/** The body that changes it on its way. */
export function releasePatch(draft: PlanDraft): ReleasePatch {
  const comment = draft.comment.trim()
  return { ...movable(draft), ...(comment && { comment }) }
}

/** The body that keeps it as a template. */
export function templateOf(draft: PlanDraft): Template {
  return { strategy: draft.strategy, ...movable(draft), alpha: draft.alpha }
}

/** What can be changed on its way. */
export function movable({ stages, guards, goOnUpTo }: PlanDraft) {
  return {
    stages: stages.map(wantedStage),
    guards: guards.map(wantedGuard),
    pastLongestBake: { goOnUpTo },
  }
}
