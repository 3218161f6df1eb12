import { and, eq, inArray, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { auditEntries, environments } from '../database/schema.ts'
import { killFlag } from '../flags/kill-flag.ts'
import { SYSTEM } from '../http/actor.ts'
import { commandRelease } from './command-release.ts'
import { lookAtDueRelease } from './look-at-release.ts'
import { readDecisions } from './read-decisions.ts'
import { releaseDecisions, releaseStretches, releases } from './release-tables.ts'
import { openReleaseDatabase, type ReleaseDatabase } from './testing/release-database.ts'

const PRODUCTION = { project: 'default', environment: 'production' }

let world: ReleaseDatabase
beforeEach(async () => {
  world = await openReleaseDatabase((await createTestDatabase()).url)
})

const find = async (id: string) =>
  (await world.db.select().from(releases).where(eq(releases.id, id)))[0]
const due = () => world.db.update(releases).set({ nextLookAt: sql`now()` })

/** Past the first look, which always leaves a record. */
async function lookedAt() {
  const release = await world.start()
  const address = world.addressOf(release)
  expect(await lookAtDueRelease(world.db, address)).toMatchObject({ moved: false })
  await due()
  return { release, address }
}

it('takes no lock while it changes nothing, so that people wait for none', async () => {
  const { release, address } = await lookedAt()
  await world.open().transaction(async (tx) => {
    await tx.select().from(environments).for('no key update')
    const look = await lookAtDueRelease(world.db, address)
    expect(look).toMatchObject({ decision: { do: 'wait' }, moved: false })
  })
  const found = await find(release.id)
  expect(found?.nextLookAt.getTime()).toBeGreaterThan(release.nextLookAt.getTime())
})

it('leaves no word about a release that a person moved while it looked', async () => {
  const { release, address } = await lookedAt()
  let looking: ReturnType<typeof lookAtDueRelease> | undefined
  await world.open().transaction(async (tx) => {
    await tx
      .update(releases)
      .set({ state: 'paused', nextLookAt: sql`now() + interval '1 minute'` })
      .where(eq(releases.id, release.id))
    looking = lookAtDueRelease(world.db, address)
    // It has read and decided, and waits to write what it thinks.
    await waitFor(async () => {
      const { rows } = await tx.execute(
        sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
      return rows.length === 1
    })
  })
  expect(await looking).toBeUndefined()
  expect(await find(release.id)).toMatchObject({ state: 'paused', standing: [] })
})

it('is done by one replica only, however many find it due', async () => {
  const release = await world.start({ stages: [{ share: 1_000 }, { share: 2_000 }], guards: [] })
  const replicas = [world.db, world.open(), world.open()]
  const looks = await Promise.all(
    replicas.map((db) => lookAtDueRelease(db, world.addressOf(release))),
  )
  expect(looks.filter((look) => look?.moved)).toHaveLength(1)
  expect(await find(release.id)).toMatchObject({ state: 'running', stage: 1 })
})

it('does nothing when it is not due any more, as after a long sleep', async () => {
  const { address } = await lookedAt()
  await lookAtDueRelease(world.open(), address)
  expect(await lookAtDueRelease(world.db, address)).toBeUndefined()
})

it('goes one stage at a time, however long nobody looked', async () => {
  const stages = [1_000, 2_000, 3_000].map((share) => ({ share, bakeMs: 60_000 }))
  const release = await world.start({ stages, guards: [] })
  await world.db.update(releases).set({ stageSince: sql`now() - interval '9 days'` })
  await lookAtDueRelease(world.db, world.addressOf(release))
  await due()
  const look = await lookAtDueRelease(world.db, world.addressOf(release))
  expect(look?.decision).toMatchObject({ do: 'wait', reasons: [{ code: 'bake-time' }] })
  expect(await find(release.id)).toMatchObject({ stage: 1 })
})

it('counts anew every hour of the same share, by the clock', async () => {
  const { release, address } = await lookedAt()
  await world.db.update(releaseStretches).set({ since: sql`now() - interval '1 hour'` })
  expect(await lookAtDueRelease(world.db, address)).toMatchObject({ moved: false })
  const stretches = await world.db.select().from(releaseStretches)
  expect(stretches.map(({ seq, share }) => [seq, share])).toEqual([
    [0, 50_000],
    [1, 50_000],
  ])
  expect(await find(release.id)).toMatchObject({ stage: 0, stageFrom: 0 })
})

it('keeps a record a minute, and of each move', async () => {
  const { release, address } = await lookedAt()
  const kept = async () =>
    (await world.db.select().from(releaseDecisions)).map(({ moved }) => moved)
  expect(await kept()).toEqual([false])
  await lookAtDueRelease(world.db, address)
  expect(await kept()).toEqual([false])
  await world.db.update(releaseDecisions).set({ at: sql`now() - interval '1 minute'` })
  await due()
  await lookAtDueRelease(world.db, address)
  expect(await kept()).toEqual([false, false])
  // Silent for longer than two windows: it holds.
  await world.db.update(releases).set({ stageSince: sql`now() - interval '5 minutes'` })
  await due()
  await lookAtDueRelease(world.db, address)
  expect(await kept()).toEqual([false, false, true])
  expect(await find(release.id)).toMatchObject({ state: 'holding' })
})

it('names in the history the record of what it decided, whether or not it made a revision', async () => {
  const stages = [{ share: 1_000 }, { share: 2_000, bakeMs: 3_600_000 }]
  const release = await world.start({ stages, guards: [] })
  const address = world.addressOf(release)
  expect(await lookAtDueRelease(world.db, address)).toMatchObject({ moved: true })
  await killFlag(world.db, SYSTEM, { ...PRODUCTION, flag: release.flag }, 'orders fail')
  await due()
  expect(await lookAtDueRelease(world.db, address)).toMatchObject({ moved: true })
  const { points } = await readDecisions(world.db, address, { records: false, movedOnly: true })
  const decisions = points.map(({ id }) => ({ release: release.id, id }))
  const guard = and(
    eq(auditEntries.actorId, 'releases'),
    inArray(auditEntries.action, ['release.advanced', 'release.held']),
  )
  const entries = await world.db.select().from(auditEntries).where(guard).orderBy(auditEntries.id)
  expect(entries).toMatchObject([
    { revision: expect.any(Number), after: { decision: decisions[0], on: true } },
    { revision: null, after: { decision: decisions[1], state: 'holding' } },
  ])
  expect(points.map(({ do: what }) => what)).toEqual(['advance', 'hold'])
})

it('lets a person roll back while a replica sleeps over it, and finds it ended', async () => {
  const { release, address } = await lookedAt()
  await commandRelease(world.open(), SYSTEM, address, 'rollback', { comment: 'it smells' })
  expect(await lookAtDueRelease(world.db, address)).toBeUndefined()
  expect(await find(release.id)).toMatchObject({ state: 'rolled_back' })
})
