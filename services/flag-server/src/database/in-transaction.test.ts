import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { connect, type DatabaseConnection } from './connect.ts'
import { OutcomeUnknownError } from './database-errors.ts'
import { beforeCommit, inTransaction } from './in-transaction.ts'

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

describe('two who wait for each other', () => {
  beforeAll(() => connection.pool.query('create table doors (name text primary key, knocks int)'))

  /** Opens one door, waits until the other has opened theirs, and goes for that one. */
  async function meet(own: string, other: string, met: Promise<unknown>, onMet: () => void) {
    let attempts = 0
    await inTransaction(connection.db, async (tx) => {
      attempts += 1
      await tx.execute(sql`update doors set knocks = knocks + 1 where name = ${own}`)
      onMet()
      await met
      await tx.execute(sql`update doors set knocks = knocks + 1 where name = ${other}`)
    })
    return attempts
  }

  it('both come through: who is sent back begins anew, once the other is done', async () => {
    await connection.pool.query(`insert into doors values ('a', 0), ('b', 0)`)
    const [a, b] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const attempts = await Promise.all([
      meet('a', 'b', b.promise, a.resolve),
      meet('b', 'a', a.promise, b.resolve),
    ])
    expect(Math.max(...attempts)).toBeGreaterThan(1)
    const { rows } = await connection.pool.query('select * from doors order by name')
    expect(rows).toEqual([
      { name: 'a', knocks: 2 },
      { name: 'b', knocks: 2 },
    ])
  })

  it('is told when it is sent back again and again', async () => {
    let attempts = 0
    const attempt = inTransaction(connection.db, async (tx) => {
      attempts += 1
      await tx.execute(sql`do $$ begin raise exception 'no' using errcode = '40001'; end $$`)
    })
    await expect(attempt).rejects.toMatchObject({ cause: { code: '40001' } })
    expect(attempts).toBe(3)
  })
})

describe('what is left for the end', () => {
  it('is done in the transaction, in order, when its work is done', async () => {
    const seen = await inTransaction(connection.db, async (tx) => {
      beforeCommit(tx, () => tx.execute(sql`insert into seats values (10)`).then(() => undefined))
      beforeCommit(tx, () => tx.execute(sql`insert into seats values (11)`).then(() => undefined))
      return (await tx.execute(sql`select from seats where n >= 10`)).rows.length
    })
    expect(seen).toBe(0)
    expect((await seats()).filter(({ n }) => n >= 10)).toEqual([{ n: 10 }, { n: 11 }])
  })

  it('takes the work back when it fails', async () => {
    const failure = new Error('not like this')
    const attempt = inTransaction(connection.db, async (tx) => {
      await tx.execute(sql`insert into seats values (20)`)
      beforeCommit(tx, () => Promise.reject(failure))
    })
    await expect(attempt).rejects.toBe(failure)
    expect((await seats()).filter(({ n }) => n === 20)).toEqual([])
  })

  it('is refused for a transaction that nobody ends for it', async () => {
    await connection.db.transaction(async (tx) => {
      expect(() => beforeCommit(tx, async () => undefined)).toThrow('none of inTransaction')
    })
  })
})
