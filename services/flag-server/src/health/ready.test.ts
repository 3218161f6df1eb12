import { Writable } from 'node:stream'
import Fastify, { type FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { connect } from '../database/connect.ts'
import { healthRoutes } from '../http/health-routes.ts'

/** `/health/ready` over a database of its own, and what it has logged. */
async function openReadiness() {
  const database = await createTestDatabase()
  const { db, pool, close } = connect(database.url, () => undefined)
  const lines: string[] = []
  const log = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(chunk).msg)
      done()
    },
  })
  const loggerInstance: FastifyBaseLogger = pino({ level: 'warn' }, log)
  const app = Fastify({ loggerInstance })
  let listening = true
  await healthRoutes(app, {
    config: { version: 'test' },
    db,
    listener: { listening: () => listening },
  })
  onTestFinished(async () => {
    await app.close()
    await close()
    await database.drop()
  })
  return {
    lines,
    run: (statement: string) => pool.query(statement),
    deafen: () => {
      listening = false
    },
    async ask() {
      const response = await app.inject('/health/ready')
      return { code: response.statusCode, ...response.json() }
    },
  }
}

it('is ready on a database that has every migration and every column', async () => {
  const { ask, lines } = await openReadiness()
  expect(await ask()).toEqual({
    code: 200,
    status: 'ready',
    checks: { database: true, listener: true },
  })
  expect(lines).toEqual([])
})

it.each([
  ['alter table flag_configurations rename to lost', 'flag_configurations.flag_id'],
  ['alter table environments drop column epoch', 'environments.epoch'],
  ['alter table "user" rename column email to mail', '"user".email'],
])('is not ready after `%s`, and says what is missing', async (statement, missing) => {
  const { ask, run, lines } = await openReadiness()
  await run(statement)
  const why = `the database has no ${missing}: somebody has changed its tables`
  expect(await ask()).toEqual({
    code: 503,
    status: 'not ready',
    checks: { database: false, listener: true },
    why: [why],
  })
  expect(lines).toEqual([`not ready: ${why}`])
})

it('is not ready on a database whose newest migration is an older one, and names both', async () => {
  const { ask, run } = await openReadiness()
  await run(`delete from drizzle.__drizzle_migrations
    where created_at >= (select max(created_at) from drizzle.__drizzle_migrations)`)
  const { code, why } = await ask()
  expect(code).toBe(503)
  expect(why).toEqual([
    expect.stringMatching(/its newest migration is \d{4}_\w+, and \d{4}_\w+ is needed/),
  ])
})

it('is ready on a database that a newer server has migrated: two versions serve while one replaces the other', async () => {
  const { ask, run } = await openReadiness()
  await run(`insert into drizzle.__drizzle_migrations (hash, created_at)
    select 'of a later version', max(created_at) + 1 from drizzle.__drizzle_migrations`)
  await run('alter table flags add column of_a_later_version text')
  expect((await ask()).code).toBe(200)
})

it('is not ready on a database that nobody has migrated', async () => {
  const { ask, run } = await openReadiness()
  await run('drop schema public cascade; drop schema drizzle cascade; create schema public')
  const { code, why } = await ask()
  expect(code).toBe(503)
  expect(why[0]).toContain('the database has no tables of ours')
})

it('logs each reason once, however often it is asked', async () => {
  const { ask, run, lines, deafen } = await openReadiness()
  await run('alter table changes rename to lost')
  for (let times = 0; times < 5; times += 1) expect((await ask()).code).toBe(503)
  expect(lines).toHaveLength(1)
  await run('alter table lost rename to changes')
  expect((await ask()).code).toBe(200)
  deafen()
  expect((await ask()).why).toEqual(['the connection that hears changes is being made anew'])
  expect(lines).toHaveLength(2)
})
