import {
  armOf,
  type Decision,
  type EvaluationContext,
  type Exposure,
  type JsonValue,
} from '@bunting/evaluator'
import type { Observation, RunDurations } from '@bunting/protocol/wire'
import type { BasicClient } from '../basic-client.ts'
import type { ClientCore } from '../companion.ts'
import type { Client, RunOutcome } from '../feature-flags.ts'
import { fallbackFor, type PathResult, type Paths, pathOf } from '../run-paths.ts'
import { measureRun } from './measure-run.ts'
import { createReleaseReports } from './release-reports.ts'
import { createDurations } from './run-durations.ts'
import { createRunningReleases } from './running-releases.ts'

/** A unit is told of once in this time, by this process. */
const WINDOW_MS = 60_000

/**
 * The server takes two minutes without a sign of life for silence, and less where a plan says so. Pages
 * are many, so that one may be quieter.
 */
const SIGN_EVERY_MS = 5_000
const PAGE_SIGN_EVERY_MS = 20_000

/** What `run` measures by itself. */
const ERRORS = 'errors'
const SLOW = 'slow'

/** The overloads, and what `Widened` makes of JSON, only matter to callers. */
type AnyDecide = (key: string, context?: EvaluationContext, fallback?: JsonValue) => Decision

export interface ReleaseObserver {
  /** These of the client's functions, observed. */
  readonly functions: Pick<Client, 'run' | 'track' | 'reportRun'>
  /** Whether any release runs here. */
  isWatching(): boolean
  /** What there is to tell since the last time. */
  observations(): Observation[]
  /** The same without whom releases have met. */
  fared(): Observation[]
  durations(): RunDurations[]
}

/**
 * Finds out whom the releases that run here have met, and for whom something went wrong. Who and what
 * is told as positions in a rollout: not a byte of a context is kept.
 *
 * @param onBad something went wrong that the server does not know of yet
 * @param onReleases others run than before
 */
export function observeReleases(
  { options, ports, store }: ClientCore,
  client: BasicClient,
  { onBad, onReleases }: { readonly onBad: () => void; readonly onReleases: () => void },
): ReleaseObserver {
  const { time, warn } = ports
  const { ruleset } = store
  const isPage = options.keyInHello === true
  const running = createRunningReleases(ruleset)
  const reports = createReleaseReports(isPage ? PAGE_SIGN_EVERY_MS : SIGN_EVERY_MS)
  const durations = createDurations()
  let windowEnds = time.now() + WINDOW_MS
  let hasWarned = false

  function judge(met: Exposure, metric: string, isBad: boolean): void {
    if (!met.release.metrics.includes(metric)) return
    if (!isBad) reports.measured(met.release, metric)
    else if (reports.bad(met, metric)) onBad()
  }

  function judgeRun(met: Exposure, hasFailed: boolean, ms: number | undefined): void {
    judge(met, ERRORS, hasFailed)
    const { slowMs } = met.release
    if (slowMs !== undefined && ms !== undefined) judge(met, SLOW, ms >= slowMs)
  }

  function run<P extends Paths>(
    key: string,
    context: EvaluationContext | undefined,
    paths: P,
  ): PathResult<P> {
    const { exposures } = ruleset
    if (!exposures || !running.on(key)) return take(key, paths, decide(key, context, paths))
    const { answer, met } = exposures.during(key, () => decide(key, context, paths))
    return take(key, paths, answer, met)
  }

  /** By whoever has taken that over. */
  function decide(key: string, context: EvaluationContext | undefined, paths: Paths): Decision {
    return (client.decide as AnyDecide)(key, context, fallbackFor(paths))
  }

  function take<P extends Paths>(
    key: string,
    paths: P,
    decision: Decision,
    met?: Exposure,
  ): PathResult<P> {
    const { variant } = decision
    return measureRun(pathOf(paths, decision), time.now, (hasFailed, ms) => {
      // A server believes no browser's clock.
      if (!isPage && variant !== undefined) durations.add(key, variant, ms)
      if (met) judgeRun(met, hasFailed, ms)
    }) as PathResult<P>
  }

  function track(
    metric: string,
    context?: EvaluationContext,
    value: number | boolean = true,
  ): void {
    for (const { flag, release } of running.guardedBy(metric)) {
      reports.measured(release, metric)
      const met = value ? armOf(ruleset, flag, context) : undefined
      if (met) judge(met, metric, true)
    }
  }

  function reportRun(
    key: string,
    context: EvaluationContext | undefined,
    { hasFailed, ms }: RunOutcome,
  ): void {
    const met = running.on(key) && armOf(ruleset, key, context)
    if (met) judgeRun(met, hasFailed, ms)
  }

  function fared(): Observation[] {
    for (const { release } of running.all()) {
      for (const metric of release.metrics) {
        if (options.metrics?.includes(metric)) reports.measured(release, metric)
      }
    }
    return reports.drain(time.now())
  }

  function observations(): Observation[] {
    const now = time.now()
    const isAnew = now >= windowEnds
    const exposed = ruleset.exposures?.drain(isAnew) ?? []
    const told = fared()
    if (isAnew) {
      reports.beginWindow()
      windowEnds = now + WINDOW_MS
    }
    const dropped = reports.dropped() + (ruleset.exposures?.dropped() ?? 0)
    if (dropped > 0 && !hasWarned) {
      hasWarned = true
      const message =
        'a release met more than 10,000 units in a minute here: what is more is not counted'
      warn({ cause: 'events-lost', message })
    }
    return [...exposed.map((one) => ({ ...one, units: [...one.units] })), ...told]
  }

  running.update()
  client.subscribe(({ changedKeys }) => {
    running.update(changedKeys)
    onReleases()
  })
  return {
    functions: { run, track, reportRun },
    isWatching: () => running.all().length > 0,
    observations,
    fared,
    durations: durations.drain,
  }
}
