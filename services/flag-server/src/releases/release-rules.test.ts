import { desc, eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { auditEntries, flagConfigurations, flags } from '../database/schema.ts'
import type { FlagConfiguration } from '../flags/flag-schemas.ts'
import { killFlag } from '../flags/kill-flag.ts'
import { SYSTEM } from '../http/actor.ts'
import { changeRelease } from './change-release.ts'
import { commandRelease } from './command-release.ts'
import { findRelease } from './find-release.ts'
import { lookAtDueRelease } from './look-at-release.ts'
import { serveAt, shareOf } from './place.ts'
import type { Command } from './release-schemas.ts'
import { runDurations } from './release-tables.ts'
import { takeObservations } from './take-observations.ts'
import { openReleaseDatabase, type ReleaseDatabase } from './testing/release-database.ts'

/** No runner in sight: nobody looks unless a test does. */
let world: ReleaseDatabase
beforeEach(async () => {
  world = await openReleaseDatabase((await createTestDatabase()).url)
})

async function documentOf(flag: string): Promise<FlagConfiguration> {
  const [found] = await world.db
    .select({ document: flagConfigurations.document })
    .from(flagConfigurations)
    .innerJoin(flags, eq(flags.id, flagConfigurations.flagId))
    .where(sql`${flags.key} = ${flag} and (document -> 'release' is not null or document -> 'locks' is not null
      or (document ->> 'on')::boolean)`)
  if (!found) throw new Error(`"${flag}" is as it was made`)
  return found.document
}

const command = (release: { id: string }, name: Command) =>
  commandRelease(world.db, SYSTEM, world.addressOf(release), name)
const detail = (release: { id: string }) => findRelease(world.db, world.addressOf(release))

async function report(
  release: { id: string; environmentId: string },
  stretch: number,
  bad: { control: readonly number[]; treatment: readonly number[] },
): Promise<void> {
  const of = (arm: 'control' | 'treatment') => ({
    release: release.id,
    stretch,
    treatment: arm === 'treatment',
    metric: 'errors',
    units: bad[arm],
  })
  await world.db.transaction((tx) =>
    takeObservations(tx, release.environmentId, [of('control'), of('treatment')], Date.now()),
  )
}

describe('a person', () => {
  it('rolls back while no runner is there, also what holds, is paused or was completed', async () => {
    const release = await world.start()
    expect(await command(release, 'rollback')).toMatchObject({ state: 'rolled_back' })
    const { fallthrough, locks } = await documentOf(release.flag)
    expect(shareOf(fallthrough, 'on')).toBe(0)
    expect(locks).toEqual([{ release: release.id, rule: null, treatment: 'on' }])

    const paused = await world.start()
    await command(paused, 'pause')
    expect(await command(paused, 'rollback')).toMatchObject({ state: 'rolled_back' })
  })

  it('kills a flag while no runner is there, and the release says why it holds', async () => {
    const release = await world.start()
    const place = { project: 'default', environment: 'production', flag: release.flag }
    expect(await killFlag(world.db, SYSTEM, place, 'orders fail')).toMatchObject({ changed: true })
    await lookAtDueRelease(world.db, world.addressOf(release))
    expect(await detail(release)).toMatchObject({
      state: 'holding',
      why: expect.stringContaining('the flag is off'),
    })
    // Nothing but switching it on undoes that.
    expect(await command(release, 'resume')).toMatchObject({ state: 'running' })
    await expect(command(release, 'advance')).rejects.toMatchObject({ code: 'release_refused' })
    expect((await documentOf(release.flag)).on).toBe(false)
  })
})

describe('a start', () => {
  it('switches a flag on that was off, and the audit shows it', async () => {
    const release = await world.start({ start: false })
    expect((await detail(release)).why).toBe('Not started yet: the start switches the flag on')
    await command(release, 'start')
    const [entry] = await world.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.action, 'release.started'))
      .orderBy(desc(auditEntries.id))
    expect(entry).toMatchObject({ before: { on: false }, after: { on: true } })
  })

  it('looks again at what was there when it was planned', async () => {
    const release = await world.start({ start: false })
    await world.db.update(flags).set({ variants: { off: false, blue: true } })
    await expect(command(release, 'start')).rejects.toMatchObject({ code: 'invalid_request' })
  })
})

describe('a change on the way', () => {
  it('of a guard begins its evidence anew, and no other', async () => {
    const release = await world.start({
      guards: [{ kind: 'errors' }, { kind: 'event', metric: 'lost' }],
    })
    await report(release, 0, { control: [1], treatment: [2, 3] })
    await changeRelease(world.db, SYSTEM, world.addressOf(release), {
      guards: [
        { kind: 'errors', toleratedRatio: 1.2 },
        { kind: 'event', metric: 'lost' },
      ],
    })
    await report(release, 1, { control: [], treatment: [4] })
    const { guards, exposures, startedAt } = await detail(release)
    const [errors, lost] = guards
    expect(errors?.bad).toEqual({ control: 0, treatment: 1 })
    expect(Date.parse(errors?.countedSince ?? '')).toBeGreaterThan(Date.parse(startedAt ?? ''))
    expect(lost?.countedSince).toBe(startedAt)
    expect(exposures.countedSince).toBe(startedAt)
  })

  it('of the share in force begins all evidence and the bake time anew', async () => {
    const release = await world.start()
    await report(release, 0, { control: [1], treatment: [2, 3] })
    await changeRelease(world.db, SYSTEM, world.addressOf(release), {
      stages: [{ share: 60_000, bakeMs: 3_600_000 }, { share: 100_000 }],
    })
    const { guards, exposures, startedAt, stageSince, share } = await detail(release)
    expect(share).toBe(60_000)
    expect(shareOf(serveAt(await documentOf(release.flag), null), 'on')).toBe(60_000)
    expect(guards[0]?.bad).toEqual({ control: 0, treatment: 0 })
    for (const since of [guards[0]?.countedSince, exposures.countedSince, stageSince]) {
      expect(Date.parse(since ?? '')).toBeGreaterThan(Date.parse(startedAt ?? ''))
    }
  })

  it('is one entry of the history, with the plans and what is served from now on', async () => {
    const release = await world.start()
    const { stages } = release.plan
    const wanted = [{ share: 60_000, bakeMs: 3_600_000 }, { share: 100_000 }]
    await changeRelease(world.db, SYSTEM, world.addressOf(release), {
      stages: wanted,
      comment: 'faster',
    })
    const entries = await world.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.action, 'release.changed'))
    expect(entries).toMatchObject([
      {
        comment: 'faster',
        revision: expect.any(Number),
        before: { plan: { stages }, release: { id: release.id, stretch: 0 } },
        after: { plan: { stages: wanted }, release: { id: release.id, stretch: 1 } },
      },
    ])
    expect(shareOf(serveAt(entries[0]?.after as FlagConfiguration, null), 'on')).toBe(60_000)
  })

  it('of a draft is an entry, too, which serves nothing', async () => {
    const release = await world.start({ start: false })
    await changeRelease(world.db, SYSTEM, world.addressOf(release), { guards: [] })
    const entries = await world.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.action, 'release.changed'))
    expect(entries).toMatchObject([
      { revision: null, after: { release: release.id, guards: [] }, before: { guards: [{}] } },
    ])
  })

  it('of a stage to come begins nothing anew', async () => {
    const release = await world.start()
    await report(release, 0, { control: [1], treatment: [2, 3] })
    await changeRelease(world.db, SYSTEM, world.addressOf(release), {
      stages: [{ share: 50_000, bakeMs: 3_600_000 }, { share: 99_000 }],
    })
    expect((await detail(release)).guards[0]?.bad).toEqual({ control: 1, treatment: 2 })
  })
})

describe("the control's 95th percentile", () => {
  const measured = (environmentId: string, bucket: number, hoursAgo: number) => {
    const buckets = Array.from({ length: 60 }, (_, at) => (at === bucket ? 1_000 : 0))
    const hour = sql`date_trunc('hour', now()) - ${hoursAgo} * interval '1 hour'`
    return world.db
      .insert(runDurations)
      .values({ environmentId, flagKey: 'flag-2', variant: 'off', hour, buckets })
      .onConflictDoUpdate({
        target: [
          runDurations.environmentId,
          runDurations.flagKey,
          runDurations.variant,
          runDurations.hour,
        ],
        set: { buckets },
      })
  }

  it('is what run measured in the last day, and stays what it was at the start', async () => {
    const { environmentId } = await world.start()
    await measured(environmentId, 20, 0)
    // Not of the last day.
    await measured(environmentId, 50, 30)
    const p95 = Math.round(1.25 ** 20 * 100) / 100
    const release = await world.start({ guards: [{ kind: 'latency' }] })
    expect(release.plan.guards).toMatchObject([{ id: 'slow', controlP95Ms: p95 }])
    expect((await documentOf('flag-2')).release?.slowMs).toBe(p95)
    // A release slows its control down too: that must not become the measure.
    await measured(environmentId, 30, 0)
    const changed = await changeRelease(world.db, SYSTEM, world.addressOf(release), {
      guards: [{ kind: 'latency', toleratedRatio: 1.5 }],
    })
    expect(changed.plan.guards).toMatchObject([{ controlP95Ms: p95, toleratedRatio: 1.5 }])
  })
})
