import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { connect, type DatabaseConnection } from '../database/connect.ts'
import { environments, replicaDeliveries, replicas } from '../database/schema.ts'
import { createFirstProject } from '../projects/create-project.ts'
import { bucketOf } from './latency-buckets.ts'
import { countConnections, readDelivery } from './read-delivery.ts'

let connection: DatabaseConnection
let environmentId: string
beforeAll(async () => {
  connection = connect((await createTestDatabase()).url, () => undefined)
  const { db } = connection
  await createFirstProject(db)
  const [environment] = await db.select({ id: environments.id }).from(environments)
  environmentId = environment?.id ?? ''
})
afterAll(() => connection.close())
beforeEach(() => connection.db.delete(replicas))

/** Revision, how many SDKs, and how many of them have it. */
type Row = readonly [revision: number, sdks: number, applied: number]

/** A replica that has written this down, and was seen so long ago. */
async function replica(address: string, rows: readonly Row[], seenSecondsAgo = 0): Promise<void> {
  const { db } = connection
  const seenAt = sql`now() - make_interval(secs => ${seenSecondsAgo})`
  await db.insert(replicas).values({ id: address, address, seenAt })
  for (const [revision, sdks, applied] of rows) {
    const latencies: number[] = []
    latencies[bucketOf(revision)] = applied
    const laggards = Array.from({ length: sdks - applied }, (_, at) => ({
      ...{ instance: `${address}-${at}`, sdk: 'test 1', application: null },
      revision: revision - 1,
    }))
    const row = { replicaId: address, environmentId, revision, serverSdks: sdks, clientSdks: 0 }
    await db
      .insert(replicaDeliveries)
      .values({ ...row, applied, latencies: [...latencies].map((n) => n ?? 0), laggards })
  }
}

const read = (revision: number) => readDelivery(connection.db, environmentId, revision)
const connected = async (revision: number) =>
  (await countConnections(connection.db, environmentId, revision)).connected

it('adds up what replicas say of a revision, and names who is behind', async () => {
  await replica('a', [[7, 3, 3]])
  await replica('b', [[7, 2, 1]])
  expect(await read(7)).toMatchObject({
    ...{ connected: 5, applied: 4, silent: [] },
    laggards: [{ instance: 'b-0', replica: 'b' }],
  })
})

it('counts the SDKs of a replica that has not come so far, as without the revision', async () => {
  await replica('a', [[7, 3, 3]])
  await replica('frozen', [
    [5, 1, 1],
    [6, 2, 2],
  ])
  expect(await read(7)).toMatchObject({ connected: 5, applied: 3, silent: ['frozen'] })
  expect(await connected(7)).toBe(5)
})

it('takes the word on a later revision, which includes it, for one that a replica never saw alone', async () => {
  await replica('busy', [
    [5, 2, 2],
    [8, 2, 1],
    [9, 2, 0],
  ])
  const delivery = await read(7)
  expect(delivery).toMatchObject({ connected: 2, applied: 1, silent: [] })
  expect([delivery.p50Ms, (await read(8)).p50Ms]).toEqual([null, expect.any(Number)])
})

it('does not count a replica that is not seen any more, but says that nobody knows of its SDKs', async () => {
  await replica('a', [[7, 3, 3]])
  await replica('gone', [[6, 2, 2]], 20)
  await replica('half', [[7, 4, 1]], 20)
  expect(await read(7)).toMatchObject({ connected: 3, applied: 3, silent: ['gone', 'half'] })
  expect(await connected(7)).toBe(3)
})

it('waits for no replica without SDKs, nor for one whose SDKs all had it before it was gone', async () => {
  await replica('a', [[7, 3, 3]])
  await replica('idle', [[6, 0, 0]])
  await replica('done', [[7, 4, 4]], 20)
  expect(await read(7)).toMatchObject({ connected: 3, applied: 3, silent: [] })
})
