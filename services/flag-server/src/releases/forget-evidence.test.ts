import { sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { SYSTEM } from '../http/actor.ts'
import { commandRelease } from './command-release.ts'
import { forgetEvidence } from './forget-evidence.ts'
import { lookAtDueRelease } from './look-at-release.ts'
import {
  flagBuilds,
  releaseBadCounts,
  releaseBadUnits,
  releaseDecisions,
  releaseMinutes,
  releaseStretches,
  releases,
  releaseUnits,
  runDurations,
} from './release-tables.ts'
import { takeObservations } from './take-observations.ts'
import { openReleaseDatabase, type ReleaseDatabase } from './testing/release-database.ts'

let world: ReleaseDatabase
beforeEach(async () => {
  world = await openReleaseDatabase((await createTestDatabase()).url)
})

/** A release that was seen, looked at, and ended. */
async function endedRelease() {
  const release = await world.start()
  const at = { release: release.id, stretch: 0, treatment: true }
  await world.db.transaction((tx) =>
    takeObservations(
      tx,
      release.environmentId,
      [
        { ...at, metric: undefined, units: [1, 2, 3] },
        { ...at, metric: 'errors', units: [1] },
      ],
      Date.now(),
    ),
  )
  await lookAtDueRelease(world.db, world.addressOf(release))
  await commandRelease(world.db, SYSTEM, world.addressOf(release), 'rollback')
  return release
}

const rowsOf = async () => ({
  units: await world.db.$count(releaseUnits),
  badUnits: await world.db.$count(releaseBadUnits),
  minutes: await world.db.$count(releaseMinutes),
  looks: await world.db.$count(releaseDecisions),
  counters: (await world.db.$count(releaseStretches)) + (await world.db.$count(releaseBadCounts)),
})

it('forgets the units of an ended release after a day, and keeps what was counted', async () => {
  await endedRelease()
  const before = await rowsOf()
  expect(before).toEqual({ units: 3, badUnits: 1, minutes: 2, looks: 1, counters: 2 })
  await forgetEvidence(world.db)
  expect(await rowsOf()).toEqual(before)
  await world.db.update(releases).set({ endedAt: sql`now() - interval '25 hours'` })
  await forgetEvidence(world.db)
  expect(await rowsOf()).toEqual({ ...before, units: 0, badUnits: 0 })
})

it('keeps the units of a release that runs, however long it does', async () => {
  const release = await world.start()
  await world.db
    .insert(releaseUnits)
    .values({ releaseId: release.id, unit: 1, stretch: 0, treatment: true })
  await world.db.update(releases).set({ startedAt: sql`now() - interval '90 days'` })
  await forgetEvidence(world.db)
  expect(await rowsOf()).toMatchObject({ units: 1 })
})

it('forgets minutes and durations after eight days', async () => {
  const { environmentId } = await endedRelease()
  const values = (flagKey: string, days: number) => ({
    environmentId,
    flagKey,
    variant: 'off',
    hour: sql`now() - ${days} * interval '1 day'`,
    buckets: [1],
  })
  await world.db.insert(runDurations).values([values('old', 8.1), values('young', 7.9)])
  await world.db.update(releaseMinutes).set({
    at: sql`date_trunc('minute', now()) - case metric when '' then interval '9 days' else interval '7 days' end`,
  })
  await forgetEvidence(world.db)
  expect(await world.db.select().from(runDurations)).toMatchObject([{ flagKey: 'young' }])
  expect(await world.db.select().from(releaseMinutes)).toMatchObject([{ metric: 'errors' }])
})

it('forgets looks that moved nothing, and builds, after ninety days; never a move', async () => {
  const { id: releaseId, environmentId } = await endedRelease()
  const [look] = await world.db.select().from(releaseDecisions)
  if (!look) throw new Error('nobody has looked')
  await world.db
    .insert(releaseDecisions)
    .values({ releaseId, at: look.at, moved: true, record: look.record })
  await world.db.insert(flagBuilds).values({
    environmentId,
    flagKey: 'flag-1',
    application: 'shop 1',
    lastSeenAt: sql`now() - interval '91 days'`,
  })
  await world.db.update(releaseDecisions).set({ at: sql`now() - interval '91 days'` })
  await forgetEvidence(world.db)
  expect(await world.db.select().from(releaseDecisions)).toMatchObject([{ moved: true }])
  expect(await world.db.$count(flagBuilds)).toBe(0)
})

it('forgets more than it takes in one bite', async () => {
  const { id } = await endedRelease()
  await world.db.execute(sql`insert into release_units (release_id, unit, stretch, treatment)
    select ${id}::uuid, n, 0, true from generate_series(10, 40100) as n`)
  await world.db.update(releases).set({ endedAt: sql`now() - interval '25 hours'` })
  await forgetEvidence(world.db)
  expect(await rowsOf()).toMatchObject({ units: 0 })
})
