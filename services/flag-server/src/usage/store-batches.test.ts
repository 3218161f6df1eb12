import { sql } from 'drizzle-orm'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { connect, type Database } from '../database/connect.ts'
import { environments, flags, projects } from '../database/schema.ts'
import type { ReceivedBatch } from './received-batch.ts'
import { forgetBatches, forgetCounts, RETENTION_LOCK } from './retention.ts'
import { storeBatches } from './store-batches.ts'
import { HOURS_KEPT_MS, MINUTES_KEPT_MS } from './usage-limits.ts'
import { evaluatedFlags, evaluationCounts, eventBatches } from './usage-tables.ts'

const FLAGS = Array.from({ length: 30 }, (_, index) => `flag-${index}`)

let url: string
let db: Database
let environmentId: string

function open(): Database {
  const connection = connect(url, () => undefined)
  onTestFinished(() => connection.close())
  return connection.db
}

beforeEach(async () => {
  url = (await createTestDatabase()).url
  db = open()
  const [project] = await db.insert(projects).values({ key: 'p', name: 'p' }).returning()
  const projectId = project?.id ?? ''
  const [environment] = await db
    .insert(environments)
    .values({ projectId, key: 'e', name: 'e', position: 0 })
    .returning()
  environmentId = environment?.id ?? ''
  await db.insert(flags).values(
    FLAGS.map((key) => ({
      projectId,
      key,
      name: key,
      type: 'boolean' as const,
      kind: 'release' as const,
      variants: { on: true, off: false },
    })),
  )
})

let made = 0
function batch(keys: readonly string[], agoMs = 0): ReceivedBatch {
  made += 1
  return {
    id: `batch-${made}-of-this-test`,
    environmentId,
    fromClient: false,
    sdk: null,
    application: null,
    agoMs,
    counts: keys.map((flag) => ({ flag, variant: 'on', count: 1 })),
    observations: [],
    durations: [],
  }
}

async function sumOf(minutes: number): Promise<number> {
  const { rows } = await db.execute<{ sum: string | null }>(
    sql`select sum(count) from ${evaluationCounts} where minutes = ${minutes}`,
  )
  return Number(rows[0]?.sum)
}

it('counts exactly when many write the same buckets at once, each in another order, some twice', async () => {
  const writers = [db, open()]
  const batches = Array.from({ length: 60 }, (_, index) =>
    batch([...FLAGS.slice(index % 30), ...FLAGS.slice(0, index % 30)], (index % 3) * 60_000),
  )
  const writing = batches.flatMap((one, index) => {
    // Every third goes to both, among others and in another order.
    const beside = batches.filter((_, at) => at % 3 === 0 && at !== index).slice(0, 5)
    return [
      storeBatches(writers[0] as Database, [one, ...beside]),
      storeBatches(writers[1] as Database, [...beside.toReversed(), one]),
    ]
  })
  await Promise.all(writing)
  expect([await sumOf(1), await sumOf(60)]).toEqual([60 * 30, 60 * 30])
})

it('stores all of a transaction or nothing, so that a batch which failed may come again', async () => {
  const one = batch(['flag-1'])
  await db.execute(sql`alter table ${evaluationCounts} add constraint full_disk check (count < 0)`)
  await expect(storeBatches(db, [one])).rejects.toThrow()
  expect(await db.select().from(eventBatches)).toEqual([])
  await db.execute(sql`alter table ${evaluationCounts} drop constraint full_disk`)
  await storeBatches(db, [one])
  expect(await sumOf(1)).toBe(1)
})

it('stores the others when an environment is gone', async () => {
  const gone = {
    ...batch([]),
    environmentId: crypto.randomUUID(),
    counts: [
      { flag: 'unknown', errorCode: 'FLAG_NOT_FOUND', count: 1 },
      { flag: 'flag-1', variant: 'on', count: 1 },
    ],
  }
  await storeBatches(db, [gone, batch(['flag-1'])])
  expect(await sumOf(1)).toBe(1)
})

it('moves when a flag was last seen on, and never back', async () => {
  const seen = async () => (await db.select().from(evaluatedFlags))[0]?.lastSeenAt.getTime() ?? 0
  await storeBatches(db, [batch(['flag-1'], 3_600_000)])
  const long = await seen()
  await storeBatches(db, [batch(['flag-1'])])
  const now = await seen()
  expect(now - long).toBeGreaterThan(3_590_000)
  await storeBatches(db, [batch(['flag-1'], 3_600_000)])
  expect(await seen()).toBe(now)
})

/** Makes everything in the tables this much older. */
async function age(ms: number): Promise<void> {
  const earlier = sql`make_interval(secs => ${ms / 1_000})`
  await db.execute(sql`update ${evaluationCounts} set at = at - ${earlier}`)
  await db.execute(sql`update ${eventBatches} set at = at - ${earlier}`)
}

it('forgets minutes before hours, and both in the end, but not when a flag was last seen', async () => {
  // More flags than are looked at in one go.
  const names = Array.from({ length: 120 }, (_, index) => `many-${index}`)
  const [project] = await db.select().from(projects)
  await db.insert(flags).values(
    names.map((key) => ({
      projectId: project?.id ?? '',
      key,
      name: key,
      type: 'boolean' as const,
      kind: 'release' as const,
      variants: { on: true },
    })),
  )
  await storeBatches(db, [batch(names)])
  await age(MINUTES_KEPT_MS - 3_600_000)
  await forgetCounts(db)
  expect([await sumOf(1), await sumOf(60)]).toEqual([120, 120])
  await age(2 * 3_600_000)
  await forgetCounts(db)
  expect([await sumOf(1), await sumOf(60)]).toEqual([0, 120])
  await age(HOURS_KEPT_MS)
  await storeBatches(db, [batch(['flag-1'])])
  await forgetCounts(db)
  expect([await sumOf(1), await sumOf(60)]).toEqual([1, 1])
  expect(await db.select().from(evaluatedFlags)).toHaveLength(121)
})

it('forgets the ids of batches only when they cannot come again', async () => {
  await db.execute(sql`insert into ${eventBatches} (environment_id, id, at)
    select ${environmentId}::uuid, 'old-' || n, now() - interval '131 minutes'
    from generate_series(1, 10001) as n`)
  await storeBatches(db, [batch(['flag-1'])])
  await forgetBatches(db)
  expect(await db.select().from(eventBatches)).toHaveLength(1)
})

it('leaves forgetting to the replica that is at it', async () => {
  await storeBatches(db, [batch(['flag-1'])])
  await age(HOURS_KEPT_MS + MINUTES_KEPT_MS)
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${RETENTION_LOCK})`)
    const elsewhere = open()
    await forgetBatches(elsewhere)
    await forgetCounts(elsewhere)
    expect([await sumOf(1), await sumOf(60)]).toEqual([1, 1])
  })
  await forgetBatches(db)
  await forgetCounts(db)
  expect([await sumOf(1), await sumOf(60)]).toEqual([0, 0])
  expect(await db.select().from(eventBatches)).toEqual([])
})
