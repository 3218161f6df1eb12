import { eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { askPrometheus } from './ask-prometheus.ts'
import type { ReleaseRow } from './hold-release.ts'
import { lookAtDueRelease } from './look-at-release.ts'
import { releaseQueries, releaseQueryTurns, releaseReports, releases } from './release-tables.ts'
import { type FakePrometheus, startFakePrometheus, value } from './testing/fake-prometheus.ts'
import { openReleaseDatabase, type ReleaseDatabase } from './testing/release-database.ts'

let world: ReleaseDatabase
let prometheus: FakePrometheus
beforeEach(async () => {
  world = await openReleaseDatabase((await createTestDatabase()).url)
  prometheus = await startFakePrometheus()
})

/** Would go on at once, were it not for Prometheus. */
async function startWatched(onBad: 'hold' | 'roll-back', inARow = 2): Promise<ReleaseRow> {
  const release = await world.start({
    stages: [{ share: 0 }, { share: 100_000, bakeMs: 3_600_000 }],
    guards: [
      { kind: 'errors' },
      { kind: 'prometheus', query: 'failed', threshold: 0.5, inARow, onBad },
    ],
  })
  await world.db
    .insert(releaseReports)
    .values({ releaseId: release.id, metric: 'errors', lastAt: sql`now()` })
  return release
}

async function askAgain(): Promise<void> {
  await world.db.update(releaseQueryTurns).set({ askedAt: sql`now() - interval '1 minute'` })
  await askPrometheus(world.db, prometheus.url)
}

async function look(release: ReleaseRow) {
  await world.db.update(releases).set({ nextLookAt: sql`now()` })
  await lookAtDueRelease(world.db, world.addressOf(release))
  const [found] = await world.db.select().from(releases).where(eq(releases.id, release.id))
  return found
}

it('asks once for all replicas, and again when it is time', async () => {
  await startWatched('hold')
  const replicas = [world.db, world.open(), world.open()]
  await Promise.all(replicas.map((db) => askPrometheus(db, prometheus.url)))
  expect(prometheus.asked).toEqual([{ query: 'failed', authorization: undefined }])
  await Promise.all(replicas.map((db) => askPrometheus(db, prometheus.url)))
  expect(prometheus.asked).toHaveLength(1)
  await askAgain()
  expect(prometheus.asked).toHaveLength(2)
})

it('lets a release go on while the value is fine', async () => {
  const release = await startWatched('hold')
  await askPrometheus(world.db, prometheus.url)
  expect(await look(release)).toMatchObject({ state: 'running', stage: 1 })
})

it.each(['never asked', 'no number', 'an error', 'not lately'])(
  'holds, and never advances, while data is missing: %s',
  async (what) => {
    const release = await startWatched('roll-back', 1)
    if (what === 'no number') prometheus.answer = value('NaN')
    if (what === 'an error') prometheus.answer = { status: 500, body: 'oops' }
    if (what !== 'never asked') await askPrometheus(world.db, prometheus.url)
    if (what === 'not lately') {
      await world.db.update(releaseQueries).set({ at: sql`now() - interval '3 minutes'` })
    }
    expect(await look(release)).toMatchObject({
      state: 'holding',
      stage: 0,
      decision: { reasons: [{ code: 'prometheus-missing', guard: 'prometheus' }] },
    })
  },
)

it('holds once it was bad so many times in a row, until it is not', async () => {
  const release = await startWatched('hold')
  prometheus.answer = value('0.9')
  await askPrometheus(world.db, prometheus.url)
  prometheus.answer = value('0.1')
  await askAgain()
  prometheus.answer = value('0.9')
  await askAgain()
  await askAgain()
  expect(await look(release)).toMatchObject({
    state: 'holding',
    decision: { reasons: [{ code: 'prometheus', value: 0.9 }] },
  })
  prometheus.answer = value('0.1')
  await askAgain()
  expect(await look(release)).toMatchObject({ state: 'running', stage: 0 })
  expect(await look(release)).toMatchObject({ state: 'running', stage: 1 })
})

it('rolls back after so many bad values in a row where the plan says so, and not before', async () => {
  const release = await startWatched('roll-back', 3)
  await askPrometheus(world.db, prometheus.url)
  await look(release)
  prometheus.answer = value('0.9')
  await askAgain()
  await askAgain()
  expect(await look(release)).toMatchObject({ state: 'running' })
  await askAgain()
  expect(await look(release)).toMatchObject({
    state: 'rolled_back',
    decision: { do: 'roll-back', reason: { code: 'prometheus', value: 0.9 } },
  })
})

it('notes that there was no answer when this server has no Prometheus', async () => {
  await startWatched('hold')
  await askPrometheus(world.db, undefined)
  expect(await world.db.select().from(releaseQueries)).toMatchObject([{ value: null }])
})
