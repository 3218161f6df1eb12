import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '../database/connect.ts'
import { LIVE } from './hold-release.ts'
import {
  FIRST,
  releaseBadCounts,
  releaseBadUnits,
  releaseMinutes,
  releaseReports,
  releaseStretches,
  releases,
  releaseUnits,
} from './release-tables.ts'
import { SEEN } from './reports.ts'

/** What SDKs saw of one release at one share: units met, or units something went wrong for. */
export interface Observed {
  readonly release: string
  readonly stretch: number
  /** Undefined: these units were served this arm. */
  readonly metric: string | undefined
  readonly treatment: boolean
  /** Positions in the rollout. None: a sign of life, all is well. */
  readonly units: readonly number[]
}

interface Part {
  readonly release: string
  readonly stretch: number
  /** First stretch of the stage that this one belongs to. */
  readonly stageFrom: number
  readonly metrics: readonly string[]
}

/**
 * Counts observations in the transaction that stores their batches. A unit counts once for each metric
 * and stretch, apart from those that had none before in the release, and once for each stretch and arm
 * it was seen in. A decision looks at the counters alone, and at none of the rows that remember units.
 *
 * @param now of the transaction, in milliseconds since 1970
 */
export async function takeObservations(
  tx: Transaction,
  environmentId: string,
  observed: readonly Observed[],
  now: number,
): Promise<void> {
  const parts = await lockParts(tx, environmentId, observed)
  for (const part of parts) {
    const here = observed.filter(
      ({ release, stretch }) => release === part.release && stretch === part.stretch,
    )
    for (const treatment of [false, true]) {
      await addSeen(tx, part, treatment, unitsOf(here, undefined, treatment), now)
    }
    for (const metric of part.metrics) {
      if (!here.some((one) => one.metric === metric)) continue
      await addReport(tx, part.release, metric, now)
      for (const treatment of [false, true]) {
        await addBad(tx, part, metric, treatment, unitsOf(here, metric, treatment), now)
      }
    }
  }
}

/** Each unit once, in order. */
function unitsOf(
  observed: readonly Observed[],
  metric: string | undefined,
  treatment: boolean,
): number[] {
  const units = new Set<number>()
  for (const one of observed) {
    if (one.metric !== metric || one.treatment !== treatment) continue
    for (const unit of one.units) units.add(unit)
  }
  return [...units].sort((a, b) => a - b)
}

/**
 * The stretches spoken of, locked in one order, so that replicas count one after the other. Those of
 * releases that have ended, or are of another environment, count for nothing.
 */
async function lockParts(
  tx: Transaction,
  environmentId: string,
  observed: readonly Observed[],
): Promise<Part[]> {
  const ids = [...new Set(observed.map(({ release }) => release))]
  if (ids.length === 0) return []
  const rows = await tx
    .select({
      release: releaseStretches.releaseId,
      stretch: releaseStretches.seq,
      stageFrom: releases.stageFrom,
      guards: sql<{ kind: string; metric?: string }[]>`${releases.plan} -> 'guards'`,
    })
    .from(releaseStretches)
    .innerJoin(releases, eq(releases.id, releaseStretches.releaseId))
    .where(
      and(
        inArray(releaseStretches.releaseId, ids),
        eq(releases.environmentId, environmentId),
        inArray(releases.state, [...LIVE]),
      ),
    )
    .orderBy(releaseStretches.releaseId, releaseStretches.seq)
    .for('no key update', { of: releaseStretches })
  return rows
    .filter((row) =>
      observed.some(({ release, stretch }) => release === row.release && stretch === row.stretch),
    )
    .map(({ guards, ...part }) => ({
      ...part,
      metrics: metricsIn(guards),
    }))
}

function metricsIn(guards: readonly { kind: string; metric?: string }[]): string[] {
  const names = guards.map(({ kind, metric }) =>
    kind === 'errors' ? 'errors' : kind === 'latency' ? 'slow' : metric,
  )
  return [...new Set(names.filter((name) => name !== undefined))]
}

async function addSeen(
  tx: Transaction,
  { release, stretch, stageFrom }: Part,
  treatment: boolean,
  units: readonly number[],
  now: number,
): Promise<void> {
  if (units.length === 0) return
  const { rows } = await tx.execute<Record<'units' | 'first' | 'both' | 'inStage', string>>(sql`
    with added as (
      insert into ${releaseUnits} (release_id, unit, stretch, treatment)
      select ${release}::uuid, unit, ${stretch}::int, ${treatment}::boolean
      from unnest(${sql.param([...units])}::bigint[]) as unit
      on conflict do nothing returning unit)
    select count(*) as units,
      count(*) filter (where not exists (
        select from ${releaseUnits} as old
        where old.release_id = ${release}::uuid and old.unit = added.unit)) as first,
      count(*) filter (where exists (
        select from ${releaseUnits} as other
        where other.release_id = ${release}::uuid and other.unit = added.unit
          and other.stretch = ${stretch}::int and other.treatment <> ${treatment}::boolean)) as both,
      count(*) filter (where ${treatment}::boolean and not exists (
        select from ${releaseUnits} as old
        where old.release_id = ${release}::uuid and old.unit = added.unit
          and old.stretch >= ${stageFrom}::int and old.treatment)) as "inStage"
    from added`)
  const found = rows[0]
  const count = (name: 'units' | 'first' | 'both' | 'inStage') => Number(found?.[name] ?? 0)
  const { firstControl, firstTreatment, unitsControl, unitsTreatment } = releaseStretches
  await tx
    .update(releaseStretches)
    .set({
      ...(treatment
        ? {
            firstTreatment: sql`${firstTreatment} + ${count('first')}`,
            unitsTreatment: sql`${unitsTreatment} + ${count('units')}`,
          }
        : {
            firstControl: sql`${firstControl} + ${count('first')}`,
            unitsControl: sql`${unitsControl} + ${count('units')}`,
          }),
      inBothArms: sql`${releaseStretches.inBothArms} + ${count('both')}`,
      treatedInStage: sql`${releaseStretches.treatedInStage} + ${count('inStage')}`,
    })
    .where(and(eq(releaseStretches.releaseId, release), eq(releaseStretches.seq, stretch)))
  await addMinute(tx, release, SEEN, treatment, units.length, now)
}

async function addBad(
  tx: Transaction,
  { release, stretch }: Part,
  metric: string,
  treatment: boolean,
  units: readonly number[],
  now: number,
): Promise<void> {
  if (units.length === 0) return
  await addMinute(tx, release, metric, treatment, units.length, now)
  // Both see the rows as they were before the statement: so `old` is what the upsert replaced.
  const { rows } = await tx.execute<{ previous: number; count: string }>(sql`
    with added as (
      insert into ${releaseBadUnits} as bad (release_id, metric, unit, stretch)
      select ${release}::uuid, ${metric}::text, unit, ${stretch}::int
      from unnest(${sql.param([...units])}::bigint[]) as unit
      on conflict (release_id, metric, unit) do update set stretch = excluded.stretch
        where bad.stretch < excluded.stretch
      returning unit)
    select coalesce(old.stretch, ${FIRST}::int) as previous, count(*) as count
    from added left join ${releaseBadUnits} as old
      on old.release_id = ${release}::uuid and old.metric = ${metric}::text and old.unit = added.unit
    group by 1 order by 1`)
  const arm = treatment ? 'treatment' : 'control'
  for (const { previous, count } of rows) {
    await tx
      .insert(releaseBadCounts)
      .values({ releaseId: release, stretch, metric, previous, [arm]: Number(count) })
      .onConflictDoUpdate({
        target: [
          releaseBadCounts.releaseId,
          releaseBadCounts.stretch,
          releaseBadCounts.metric,
          releaseBadCounts.previous,
        ],
        set: { [arm]: sql`${releaseBadCounts[arm]} + ${Number(count)}` },
      })
  }
}

async function addMinute(
  tx: Transaction,
  releaseId: string,
  metric: string,
  treatment: boolean,
  count: number,
  now: number,
): Promise<void> {
  const arm = treatment ? 'treatment' : 'control'
  await tx
    .insert(releaseMinutes)
    .values({ releaseId, metric, at: new Date(now - (now % 60_000)), [arm]: count })
    .onConflictDoUpdate({
      target: [releaseMinutes.releaseId, releaseMinutes.metric, releaseMinutes.at],
      set: { [arm]: sql`${releaseMinutes[arm]} + ${count}` },
    })
}

async function addReport(
  tx: Transaction,
  releaseId: string,
  metric: string,
  now: number,
): Promise<void> {
  await tx
    .insert(releaseReports)
    .values({ releaseId, metric, lastAt: new Date(now) })
    .onConflictDoUpdate({
      target: [releaseReports.releaseId, releaseReports.metric],
      set: { lastAt: new Date(now) },
    })
}
