import type { Observation } from '@bunting/protocol'
import { asc, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import type { Database } from '../database/connect.ts'
import { SYSTEM } from '../http/actor.ts'
import { storeBatches } from '../usage/store-batches.ts'
import { changeRelease } from './change-release.ts'
import { commandRelease } from './command-release.ts'
import { lookAtRelease } from './find-release.ts'
import type { ReleaseRow } from './hold-release.ts'
import { readEvidence } from './read-evidence.ts'
import { releaseReports, releaseStretches, releaseUnits } from './release-tables.ts'
import { openReleaseDatabase, type ReleaseDatabase } from './testing/release-database.ts'

let world: ReleaseDatabase
beforeEach(async () => {
  world = await openReleaseDatabase((await createTestDatabase()).url)
})

let made = 0
interface Sent {
  readonly db?: Database
  readonly environmentId?: string
  readonly fromClient?: boolean
}

function send(release: ReleaseRow, observations: readonly Observation[], sent: Sent = {}) {
  made += 1
  const { db = world.db, environmentId = release.environmentId, fromClient = false } = sent
  const batch = {
    id: `batch-${made}-of-this-test`,
    environmentId,
    fromClient,
    sdk: null,
    application: null,
    agoMs: 0,
    counts: [],
    observations,
    durations: [],
  }
  return storeBatches(db, [batch])
}

const seen = (
  release: ReleaseRow,
  arm: Observation['arm'],
  units: number[],
  more: Partial<Observation> = {},
): Observation => ({ release: release.id, stretch: 0, arm, units, ...more })
const failed = { metric: 'errors' }

async function evidenceOf(release: ReleaseRow) {
  return readEvidence(world.db, await lookAtRelease(world.db, world.addressOf(release)))
}

/** Begins another stretch at the same share. */
const resume = async (release: ReleaseRow) => {
  for (const command of ['pause', 'resume'] as const) {
    await commandRelease(world.db, SYSTEM, world.addressOf(release), command)
  }
}

it('counts a unit again in a later stretch, apart, by when its last bad event was', async () => {
  const release = await world.start()
  await send(release, [seen(release, 'treatment', [1, 2, 3], failed)])
  await resume(release)
  await send(release, [seen(release, 'treatment', [2, 9], { ...failed, stretch: 1 })])
  await resume(release)
  await send(release, [
    seen(release, 'treatment', [1, 2], { ...failed, stretch: 2 }),
    seen(release, 'control', [100], { ...failed, stretch: 2 }),
  ])
  // One that lags, and one that says the same again.
  await send(release, [seen(release, 'treatment', [2], { ...failed, stretch: 1 })])
  await send(release, [seen(release, 'treatment', [1], { ...failed, stretch: 2 })])
  expect((await evidenceOf(release)).guards.errors).toMatchObject({
    bad: [
      { control: 0, treatment: 3 },
      { control: 0, treatment: 1 },
      { control: 1, treatment: 0 },
    ],
    again: [
      { stretch: 1, previous: 0, control: 0, treatment: 1 },
      { stretch: 2, previous: 0, control: 0, treatment: 1 },
      { stretch: 2, previous: 1, control: 0, treatment: 1 },
    ],
  })
})

it('sees who was served both arms, and who is new to the stage', async () => {
  const release = await world.start()
  await send(release, [seen(release, 'control', [1, 2]), seen(release, 'treatment', [2, 3])])
  await resume(release)
  await send(release, [seen(release, 'treatment', [3, 4], { stretch: 1 })])
  const { stretches, treatedInStage } = await evidenceOf(release)
  expect(stretches).toMatchObject([
    {
      firstExposures: { control: 2, treatment: 1 },
      units: { control: 2, treatment: 2 },
      inBothArms: 1,
    },
    {
      firstExposures: { control: 0, treatment: 1 },
      units: { control: 0, treatment: 2 },
      inBothArms: 0,
    },
  ])
  expect(treatedInStage).toBe(3)
})

it('counts nothing of a stretch that does not exist, of another environment, or after the end', async () => {
  const release = await world.start()
  const all = [seen(release, 'treatment', [1]), seen(release, 'treatment', [1], failed)]
  await send(
    release,
    all.map((one) => ({ ...one, stretch: 7 })),
  )
  await send(release, all, { environmentId: crypto.randomUUID() })
  await commandRelease(world.db, SYSTEM, world.addressOf(release), 'rollback')
  await send(release, all)
  expect(await world.db.select().from(releaseUnits)).toEqual([])
  expect(await world.db.select().from(releaseReports)).toEqual([])
})

it('takes no metric that guards nothing, and a sign of life for one that does', async () => {
  const release = await world.start()
  await send(release, [seen(release, 'treatment', [1], { metric: 'anything' })])
  await send(release, [seen(release, 'control', [], failed)])
  expect(await world.db.select().from(releaseReports)).toMatchObject([{ metric: 'errors' }])
})

it('believes a page about the few users that a page can have', async () => {
  const release = await world.start()
  const many = Array.from({ length: 500 }, (_, at) => at)
  await send(release, [seen(release, 'treatment', many)], { fromClient: true })
  expect((await evidenceOf(release)).stretches[0]?.units.treatment).toBe(20)
})

it('goes on counting for a guard that was changed, and begins its evidence anew', async () => {
  const release = await world.start()
  await send(release, [seen(release, 'treatment', [1, 2], failed)])
  await changeRelease(world.db, SYSTEM, world.addressOf(release), {
    guards: [{ kind: 'errors', toleratedRatio: 1.2 }],
  })
  await send(release, [seen(release, 'treatment', [2, 3], { ...failed, stretch: 1 })])
  expect((await evidenceOf(release)).guards.errors).toMatchObject({
    countFrom: 1,
    bad: [{ treatment: 2 }, { treatment: 1 }],
    again: [{ stretch: 1, previous: 0, treatment: 1 }],
  })
})

it('counts exactly when replicas write the same units at once, in any order of releases', async () => {
  const first = await world.start()
  const releases = [first, await world.start(), await world.start()]
  const replicas = [world.db, world.open(), world.open()]
  const units = Array.from({ length: 200 }, (_, at) => at)
  const of = (release: ReleaseRow): Observation[] => [
    seen(release, 'control', units.slice(0, 100)),
    seen(release, 'treatment', units.slice(100)),
    seen(release, 'treatment', units.slice(100, 120), failed),
    seen(release, 'control', units.slice(0, 10), failed),
  ]
  const writing = Array.from({ length: 30 }, (_, at) => {
    const db = replicas[at % 3] as Database
    const inOrder = at % 2 === 0 ? releases : releases.toReversed()
    return send(first, inOrder.flatMap(of), { db })
  })
  await Promise.all(writing)
  for (const release of releases) {
    const { stretches, guards } = await evidenceOf(release)
    expect(stretches[0]?.units).toEqual({ control: 100, treatment: 100 })
    expect(guards.errors).toMatchObject({ bad: [{ control: 10, treatment: 20 }], again: [] })
  }
  const rows = await world.db
    .select({ both: sql<number>`${releaseStretches.inBothArms}::int` })
    .from(releaseStretches)
    .orderBy(asc(releaseStretches.releaseId))
  expect(rows).toEqual([{ both: 0 }, { both: 0 }, { both: 0 }])
})
