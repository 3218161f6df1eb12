import type { Exposure, RunningRelease } from '@bunting/evaluator'
import type { Observation } from '@bunting/protocol/wire'

/** What this process knows of how units of running releases fared. */
export interface ReleaseReports {
  /** @returns whether that is news: each unit is told of once in a window */
  bad(exposure: Exposure, metric: string): boolean
  /** It was looked at, and nothing is known to be wrong. */
  measured(release: RunningRelease, metric: string): void
  /** What is to be told now: bad events, and signs of life where there were none of those. */
  drain(now: number): Observation[]
  /** From now on every unit is news again. */
  beginWindow(): void
  /** How many bad events could not be remembered. */
  dropped(): number
}

/** Of one metric of one stretch. */
interface Reported {
  readonly release: RunningRelease
  readonly metric: string
  readonly units: Set<number>
  /** Not told yet. */
  fresh: Record<Exposure['arm'], number[]>
  /** Whether anything was measured since something was told. */
  isMeasured: boolean
  toldAt: number
}

/** In a window. */
const UNITS_KEPT = 10_000

/** @param signEveryMs between two signs of life of one metric */
export function createReleaseReports(signEveryMs: number): ReleaseReports {
  const reports = new Map<string, Reported>()
  /** The same, found without making a name: a flag's release is one object until the flag changes. */
  let found = new WeakMap<RunningRelease, Map<string, Reported>>()
  let dropped = 0

  function reportOf(release: RunningRelease, metric: string): Reported {
    let metrics = found.get(release)
    if (metrics === undefined) {
      metrics = new Map()
      found.set(release, metrics)
    }
    let report = metrics.get(metric)
    if (report === undefined) {
      report = reportNamed(release, metric)
      metrics.set(metric, report)
    }
    return report
  }

  function reportNamed(release: RunningRelease, metric: string): Reported {
    const name = `${release.id} ${release.stretch} ${metric}`
    let report = reports.get(name)
    if (report === undefined) {
      report = {
        release,
        metric,
        units: new Set(),
        fresh: { control: [], treatment: [] },
        isMeasured: false,
        toldAt: Number.NEGATIVE_INFINITY,
      }
      reports.set(name, report)
    }
    return report
  }

  return {
    bad({ release, unit, arm }, metric) {
      const report = reportOf(release, metric)
      report.isMeasured = true
      if (report.units.has(unit)) return false
      if (report.units.size >= UNITS_KEPT) {
        dropped += 1
        return false
      }
      report.units.add(unit)
      report.fresh[arm].push(unit)
      return true
    },
    measured(release, metric) {
      reportOf(release, metric).isMeasured = true
    },
    drain(now) {
      return [...reports.values()].flatMap((report) => {
        const { release, metric, fresh, isMeasured, toldAt } = report
        const told = { release: release.id, stretch: release.stretch, metric }
        const observations: Observation[] = (['control', 'treatment'] as const)
          .filter((arm) => fresh[arm].length > 0)
          .map((arm) => ({ ...told, arm, units: fresh[arm] }))
        if (observations.length === 0 && isMeasured && now - toldAt >= signEveryMs) {
          observations.push({ ...told, arm: 'control', units: [] })
        }
        if (observations.length > 0) {
          report.fresh = { control: [], treatment: [] }
          report.isMeasured = false
          report.toldAt = now
        }
        return observations
      })
    },
    beginWindow() {
      for (const [name, { units, fresh, isMeasured }] of reports) {
        const isIdle = !isMeasured && fresh.control.length + fresh.treatment.length === 0
        // Of one that has ended; of one that runs on there is nothing to remember.
        if (isIdle && units.size === 0) reports.delete(name)
        units.clear()
      }
      found = new WeakMap()
    },
    dropped: () => dropped,
  }
}
