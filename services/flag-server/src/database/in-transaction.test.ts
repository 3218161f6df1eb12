import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { connect, type DatabaseConnection } from './connect.ts'
import { OutcomeUnknownError } from './database-errors.ts'
import { inTransaction } from './in-transaction.ts'

let connection: DatabaseConnection
beforeAll(async () => {
  const { url } = await createTestDatabase()
  connection = connect(url, () => undefined)
  await connection.pool.query(
    'create table seats (n int, constraint seats_n unique (n) deferrable initially deferred)',
  )
})
afterAll(() => connection.close())

const seats = async () => (await connection.pool.query('select n from seats order by n')).rows

it('takes back what was done before a failure, and tells of the failure', async () => {
  const failure = new Error('changed my mind')
  const attempt = inTransaction(connection.db, async (tx) => {
    await tx.execute(sql`insert into seats values (1)`)
    throw failure
  })
  await expect(attempt).rejects.toBe(failure)
  expect(await seats()).toEqual([])
})

it('knows the outcome of a commit that Postgres refuses', async () => {
  const attempt = inTransaction(connection.db, async (tx) => {
    await tx.execute(sql`insert into seats values (1), (1)`)
  })
  await expect(attempt).rejects.toMatchObject({ cause: { constraint: 'seats_n' } })
  expect(await seats()).toEqual([])
})

it('does not know the outcome when its connection ended at the commit', async () => {
  const attempt = inTransaction(connection.db, async (tx) => {
    await tx.execute(sql`insert into seats values (2)`)
    const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await connection.pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid])
  })
  await expect(attempt).rejects.toBeInstanceOf(OutcomeUnknownError)
})

it('waits for what takes Postgres long, and for work that leaves the connection idle', async () => {
  const slow = inTransaction(connection.db, async (tx) => {
    await tx.execute(sql`insert into seats values (3)`)
    await tx.execute(sql`select pg_sleep(2)`)
  })
  const thoughtful = inTransaction(connection.db, async (tx) => {
    await tx.execute(sql`insert into seats values (4)`)
    await slow
  })
  await thoughtful
  expect(await seats()).toEqual([{ n: 3 }, { n: 4 }])
})

it('gives every connection back, also those that cannot begin', async () => {
  for (let round = 0; round < 30; round += 1) {
    const client = await connection.pool.connect()
    // Broken while nobody listens: whoever gets it next finds out.
    const ended = new Promise((resolve) => client.once('end', resolve))
    client.connection.stream.destroy()
    client.release()
    await inTransaction(connection.db, async () => undefined).catch(() => undefined)
    await ended
  }
  await inTransaction(connection.db, async (tx) => tx.execute(sql`select 1`))
  expect(connection.pool.totalCount).toBe(connection.pool.idleCount)
})
