import { type FieldError, invalid } from '../http/app-error.ts'
import type { ComparisonGuard, Guard, Plan, PrometheusGuard, Stage } from './plan.ts'
import { planProblems } from './plan-problems.ts'
import { ERRORS, SLOW } from './release-in-force.ts'
import type { NewRelease, ReleasePatch, WantedGuard } from './release-schemas.ts'
import { DEFAULT_ALPHA, DEFAULT_PAST_LONGEST_BAKE, defaultStages } from './strategies.ts'

/** What a plan needs to know of the flag. */
export interface FlagFacts {
  readonly type: 'boolean' | 'string' | 'number' | 'json'
  readonly variants: readonly string[]
  /** 95th percentile of the control's calls of `run` in the last day; null when there were none. */
  readonly controlP95Ms: number | null
}

/** `run` is timed and its errors are counted every few seconds; a minute of silence says something. */
const WINDOW_MS = 60_000
/** A fifth of the users failing is an incident, whoever's fault it is. */
const CEILING = 0.2
const PATIENCE = 2

/** The whole plan, with everything that was left out filled in. Throws 400 that names what cannot be. */
export function makePlan(wanted: NewRelease, facts: FlagFacts): Plan {
  const isBoolean = facts.type === 'boolean'
  const control = wanted.control ?? (isBoolean ? 'off' : undefined)
  const treatment = wanted.treatment ?? (isBoolean ? 'on' : undefined)
  const stages = wanted.stages ? wanted.stages.map(fullStage) : defaultStages(wanted.strategy)
  const faults: FieldError[] = []
  for (const [path, variant] of Object.entries({ control, treatment })) {
    if (variant === undefined) faults.push({ path, message: 'say which variant' })
    else if (!facts.variants.includes(variant)) {
      faults.push({ path, message: `the flag has no variant "${variant}"` })
    }
  }
  if (faults.length > 0 || control === undefined || treatment === undefined) throw invalid(faults)
  return sound({
    strategy: wanted.strategy,
    control,
    treatment,
    stages,
    guards: fullGuards(wanted.guards, facts),
    alpha: wanted.alpha ?? DEFAULT_ALPHA,
    pastLongestBake: wanted.pastLongestBake ?? DEFAULT_PAST_LONGEST_BAKE,
  })
}

/** The plan after a change on the way. */
export function patchPlan(plan: Plan, patch: ReleasePatch, facts: FlagFacts): Plan {
  return sound({
    ...plan,
    ...(patch.stages && { stages: patch.stages.map(fullStage) }),
    ...(patch.guards && { guards: fullGuards(patch.guards, facts, plan.guards) }),
    ...(patch.pastLongestBake && { pastLongestBake: patch.pastLongestBake }),
  })
}

/** Throws 400 for a plan that cannot be run. */
function sound(plan: Plan): Plan {
  const problems = planProblems(plan)
  if (problems.length > 0) throw invalid(problems)
  return plan
}

type WantedStage = NonNullable<NewRelease['stages']>[number]

function fullStage(wanted: WantedStage): Stage {
  const { share, holdback = 0, bakeMs = 0, minimumUnits = 0, approval = false } = wanted
  const longestBakeMs = wanted.longestBakeMs ?? PATIENCE * bakeMs
  return { share, holdback, bakeMs, longestBakeMs, minimumUnits, approval }
}

/** @param before guards of the plan that is changed: what a latency guard froze stays frozen */
function fullGuards(
  wanted: readonly WantedGuard[],
  facts: FlagFacts,
  before: readonly Guard[] = [],
): readonly Guard[] {
  const faults: FieldError[] = []
  const guards = wanted.map((guard, index) => {
    const frozen = before.find(({ kind, id }) => kind === 'latency' && id === (guard.id ?? SLOW))
    const measured = frozen?.kind === 'latency' ? frozen.controlP95Ms : facts.controlP95Ms
    const p95 = guard.kind === 'latency' ? (guard.controlP95Ms ?? measured) : 1
    if (p95 === null) {
      const message = 'no call of run() was measured in the last day: say from when on it is slow'
      faults.push({ path: `guards.${index}.controlP95Ms`, message })
    }
    return fullGuard(guard, p95 ?? 1)
  })
  if (faults.length > 0) throw invalid(faults)
  return guards
}

function fullGuard(wanted: WantedGuard, controlP95Ms: number): Guard {
  const windowMs = wanted.windowMs ?? WINDOW_MS
  if (wanted.kind === 'prometheus') {
    const { query, threshold, badWhen = 'above', inARow = 2, onBad = 'hold' } = wanted
    const id = wanted.id ?? 'prometheus'
    const guard: PrometheusGuard = {
      id,
      kind: 'prometheus',
      windowMs,
      query,
      threshold,
      badWhen,
      inARow,
      onBad,
    }
    return guard
  }
  const { toleratedRatio = 1, ceiling = CEILING } = wanted
  const base = { windowMs, toleratedRatio, ceiling }
  const comparison = (id: string, rest: object) =>
    ({ id: wanted.id ?? id, ...base, ...rest }) as ComparisonGuard
  if (wanted.kind === 'event') {
    return comparison(wanted.metric.replace(/[^A-Za-z0-9._-]/g, '-'), {
      kind: 'event',
      metric: wanted.metric,
    })
  }
  if (wanted.kind === 'latency') return comparison(SLOW, { kind: 'latency', controlP95Ms })
  return comparison(ERRORS, { kind: 'errors' })
}
