import { and, desc, eq, gt, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import type { ComparisonEvidence, Evidence, GuardEvidence, PerArm } from './evidence.ts'
import type { HeldRelease, ReleaseRow } from './hold-release.ts'
import { type ComparisonGuard, isComparisonGuard, type PrometheusGuard } from './plan.ts'
import { preflightFacts } from './preflight-facts.ts'
import type { Release } from './release.ts'
import { releaseBadCounts, releaseMinutes, releaseQueries } from './release-tables.ts'
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
  const guards: Record<string, GuardEvidence> = {}
  for (const guard of release.plan.guards) {
    guards[guard.id] = isComparisonGuard(guard)
      ? await comparison(db, held, guard, reports, bad)
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
    preflight: await preflightFacts(db, held),
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

type BadByMetric = (metric: string) => readonly PerArm[]

async function badByMetric(
  db: Database | Transaction,
  releaseId: string,
  stretches: number,
): Promise<BadByMetric> {
  const rows = await db
    .select()
    .from(releaseBadCounts)
    .where(eq(releaseBadCounts.releaseId, releaseId))
  return (wanted) =>
    Array.from({ length: stretches }, (_, at) => {
      const row = rows.find(({ stretch, metric }) => stretch === at && metric === wanted)
      return { control: row?.control ?? 0, treatment: row?.treatment ?? 0 }
    })
}

async function comparison(
  db: Database | Transaction,
  { release, now }: HeldRelease,
  guard: ComparisonGuard,
  reports: ReadonlyMap<string, number>,
  bad: BadByMetric,
): Promise<ComparisonEvidence> {
  const metric = metricOf(guard)
  const units = await inLastWindow(db, release.id, SEEN, guard.windowMs, now)
  const failed = await inLastWindow(db, release.id, metric, guard.windowMs, now)
  const rate = (arm: keyof PerArm) => ({
    units: Math.max(units[arm], failed[arm]),
    bad: failed[arm],
  })
  return {
    kind: 'comparison',
    countFrom: release.countFrom[guard.id] ?? 0,
    lastReportAt: reports.get(metric) ?? null,
    bad: bad(metric),
    again: null,
    recent: { control: rate('control'), treatment: rate('treatment') },
  }
}

/** Reports of the whole minutes that a window reaches into. */
async function inLastWindow(
  db: Database | Transaction,
  releaseId: string,
  metric: string,
  windowMs: number,
  now: Date,
): Promise<PerArm> {
  const [sums] = await db
    .select({
      control: sql<string>`coalesce(sum(${releaseMinutes.control}), 0)`,
      treatment: sql<string>`coalesce(sum(${releaseMinutes.treatment}), 0)`,
    })
    .from(releaseMinutes)
    .where(
      and(
        eq(releaseMinutes.releaseId, releaseId),
        eq(releaseMinutes.metric, metric),
        gt(releaseMinutes.at, new Date(now.getTime() - windowMs - 60_000)),
      ),
    )
  return { control: Number(sums?.control ?? 0), treatment: Number(sums?.treatment ?? 0) }
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
