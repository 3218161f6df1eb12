import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import type { ComparisonEvidence, Evidence, GuardEvidence, PerArm } from './evidence.ts'
import type { HeldRelease, ReleaseRow } from './hold-release.ts'
import { type ComparisonGuard, isComparisonGuard, type PrometheusGuard } from './plan.ts'
import { preflightFacts } from './preflight-facts.ts'
import type { Release } from './release.ts'
import { FIRST, releaseBadCounts, releaseMinutes, releaseQueries } from './release-tables.ts'
import { lastReports, metricOf, SEEN } from './reports.ts'
import { type StretchRow, stretchesOf } from './stretches.ts'

/** The release as `decide` sees it. */
export function toRelease(row: ReleaseRow): Release {
  return {
    plan: row.plan,
    state: row.state,
    stage: row.stage,
    stageSince: (row.stageSince ?? row.createdAt).getTime(),
    approved: row.approved,
    standing: row.standing,
  }
}

/** Everything a decision looks at, from counters alone: the same work after a million units. */
export async function readEvidence(
  db: Database | Transaction,
  held: HeldRelease,
): Promise<Evidence> {
  const { release, now } = held
  const rows = await stretchesOf(db, release.id)
  const reports = await lastReports(db, release.id)
  const bad = await badByMetric(db, release.id, rows.length)
  const inWindow = lastWindows(db, held)
  const guards: Record<string, GuardEvidence> = {}
  for (const guard of release.plan.guards) {
    guards[guard.id] = isComparisonGuard(guard)
      ? comparison(release, guard, reports, bad, await inWindow(guard.windowMs))
      : await prometheus(db, release.id, guard)
  }
  return {
    at: now.getTime(),
    flagIsOn: held.configuration.document.on,
    stretches: rows.map(toStretch),
    treatedInStage: rows
      .slice(release.stageFrom)
      .reduce((sum, { treatedInStage }) => sum + treatedInStage, 0),
    ratioFrom: release.ratioFrom,
    guards,
    preflight: await preflightFacts(db, held, reports),
  }
}

function toStretch(row: StretchRow): Evidence['stretches'][number] {
  return {
    share: row.share,
    since: row.since.getTime(),
    firstExposures: { control: row.firstControl, treatment: row.firstTreatment },
    units: { control: row.unitsControl, treatment: row.unitsTreatment },
    inBothArms: row.inBothArms,
  }
}

type BadByMetric = (metric: string) => Pick<ComparisonEvidence, 'bad' | 'again'>

async function badByMetric(
  db: Database | Transaction,
  releaseId: string,
  stretches: number,
): Promise<BadByMetric> {
  const rows = await db
    .select()
    .from(releaseBadCounts)
    .where(eq(releaseBadCounts.releaseId, releaseId))
    .orderBy(asc(releaseBadCounts.stretch), asc(releaseBadCounts.previous))
  return (wanted) => {
    const counted = rows.filter(({ metric, stretch }) => metric === wanted && stretch < stretches)
    const first = counted.filter(({ previous }) => previous === FIRST)
    const bad = Array.from({ length: stretches }, (_, at) => {
      const { control = 0, treatment = 0 } = first.find(({ stretch }) => stretch === at) ?? {}
      return { control, treatment }
    })
    const again = counted
      .filter(({ previous }) => previous !== FIRST)
      .map(({ stretch, previous, control, treatment }) => ({
        stretch,
        previous,
        control,
        treatment,
      }))
    return { bad, again }
  }
}

function comparison(
  { countFrom }: ReleaseRow,
  guard: ComparisonGuard,
  reports: ReadonlyMap<string, number>,
  bad: BadByMetric,
  inWindow: RecentByMetric,
): ComparisonEvidence {
  const metric = metricOf(guard)
  const [units, failed] = [inWindow(SEEN), inWindow(metric)]
  const rate = (arm: keyof PerArm) => ({
    units: Math.max(units[arm], failed[arm]),
    bad: failed[arm],
  })
  return {
    kind: 'comparison',
    countFrom: countFrom[guard.id] ?? 0,
    lastReportAt: reports.get(metric) ?? null,
    ...bad(metric),
    recent: { control: rate('control'), treatment: rate('treatment') },
  }
}

type RecentByMetric = (metric: string) => PerArm

/** Reports of the whole minutes that a window reaches into; guards mostly share one window. */
function lastWindows(db: Database | Transaction, { release, now }: HeldRelease) {
  const windows = new Map<number, Promise<RecentByMetric>>()
  return (windowMs: number): Promise<RecentByMetric> => {
    const sums = windows.get(windowMs) ?? inLastWindow(db, release.id, windowMs, now)
    windows.set(windowMs, sums)
    return sums
  }
}

async function inLastWindow(
  db: Database | Transaction,
  releaseId: string,
  windowMs: number,
  now: Date,
): Promise<RecentByMetric> {
  const rows = await db
    .select({
      metric: releaseMinutes.metric,
      control: sql<string>`sum(${releaseMinutes.control})`,
      treatment: sql<string>`sum(${releaseMinutes.treatment})`,
    })
    .from(releaseMinutes)
    .where(
      and(
        eq(releaseMinutes.releaseId, releaseId),
        gt(releaseMinutes.at, new Date(now.getTime() - windowMs - 60_000)),
      ),
    )
    .groupBy(releaseMinutes.metric)
  const sums = new Map(
    rows.map(({ metric, control, treatment }) => [
      metric,
      { control: Number(control), treatment: Number(treatment) },
    ]),
  )
  return (metric) => sums.get(metric) ?? { control: 0, treatment: 0 }
}

async function prometheus(
  db: Database | Transaction,
  releaseId: string,
  guard: PrometheusGuard,
): Promise<GuardEvidence> {
  const rows = await db
    .select({ at: releaseQueries.at, value: releaseQueries.value })
    .from(releaseQueries)
    .where(and(eq(releaseQueries.releaseId, releaseId), eq(releaseQueries.guard, guard.id)))
    .orderBy(desc(releaseQueries.at))
    .limit(guard.inARow)
  const results = rows.reverse().map(({ at, value }) => ({ at: at.getTime(), value }))
  return { kind: 'prometheus', results }
}
