import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { queryValue } from '../../../../test/support/query-value.ts'
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'

const exec = promisify(execFile)

let prepared: string
let home: string
let log: string[]
let running: EmbeddedPostgres[]

// One cluster is made; each test has a copy of it.
beforeAll(async () => {
  prepared = await temporaryFolder()
  await (await startEmbeddedPostgres({ dataDir: prepared, log: console })).stop()
})

afterAll(() => rm(prepared, { recursive: true }))

beforeEach(async () => {
  home = await temporaryFolder()
  await exec('cp', ['-a', `${prepared}/.`, home])
  log = []
  running = []
})

afterEach(async () => {
  for (const { stop } of running) await stop()
  await rm(home, { recursive: true })
})

async function start(): Promise<EmbeddedPostgres> {
  const note = (message: string) => log.push(message)
  const started = await startEmbeddedPostgres({ dataDir: home, log: { info: note, error: note } })
  running.push(started)
  return started
}

const inData = (...path: string[]) => join(home, 'postgres', 'data', ...path)

async function postmasterPid(): Promise<number> {
  return Number.parseInt(await readFile(inData('postmaster.pid'), 'utf8'), 10)
}

it('keeps its data when it is stopped and started again', async () => {
  const first = await start()
  await queryValue(first.url, 'create table kept as select 42 as answer')
  await first.stop()
  const second = await start()
  expect(await queryValue(second.url, 'select answer from kept')).toBe(42)
})

it('is gone when stop() resolves, and stops but once', async () => {
  const { stop } = await start()
  const pid = await postmasterPid()
  await Promise.all([stop(), stop()])
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

it('stops although clients are connected and in a transaction', async () => {
  const { url, stop } = await start()
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('begin; create table undone ()')
  await stop()
  expect(await queryValue((await start()).url, "select to_regclass('undone')")).toBeNull()
})

it('asks for a password that only its owner can read and no log tells', async () => {
  const { url, stop } = await start()
  const { password } = new URL(url)
  const guess = new URL(url)
  guess.password = 'guess'
  await expect(queryValue(guess.href, 'select 1')).rejects.toThrow('password authentication failed')
  expect(password).toHaveLength(32)
  expect((await stat(join(home, 'postgres', 'password'))).mode & 0o777).toBe(0o600)
  expect((await stat(join(home, 'postgres'))).mode & 0o777).toBe(0o700)
  await stop()
  const logged = await readFile(join(home, 'postgres.log'), 'utf8')
  expect([...log, logged].join('\n')).not.toContain(password)
})

it('listens on the loopback interface alone, and on no socket file', async () => {
  const { url } = await start()
  expect(await queryValue(url, 'show listen_addresses')).toBe('127.0.0.1')
  expect(await queryValue(url, 'show unix_socket_directories')).toBe('')
})

it('survives a crash without losing what was committed', async () => {
  const { url } = await start()
  expect(
    await queryValue(
      url,
      "select string_agg(setting, ' ' order by name) from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')",
    ),
  ).toBe('on on on')
})

it('sorts text by code point, on every machine the same', async () => {
  const { url } = await start()
  const sorted =
    "select string_agg(word, '' order by word) from unnest(array['b','B','a','-','é']) word"
  expect(await queryValue(url, sorted)).toBe('-Babé')
})

it('refuses a second server on the same folder, and leaves the first alone', async () => {
  const { url } = await start()
  await expect(start()).rejects.toThrow(
    `another server (process ${process.pid}) has ${join(home, 'server.lock')}. Stop that one,`,
  )
  expect(await queryValue(url, 'select 1')).toBe(1)
})

it('lets one win when two servers make their first start at once', async () => {
  await rm(join(home, 'postgres'), { recursive: true })
  const outcomes = await Promise.allSettled([start(), start()])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

it('starts a Postgres that was killed again, at the same address', async () => {
  const { url } = await start()
  await queryValue(url, 'create table kept as select 42 as answer')
  const killed = await postmasterPid()
  process.kill(killed, 'SIGKILL')
  await waitFor(() => log.includes('Postgres runs again'), { timeoutMs: 15_000 })
  expect(await postmasterPid()).not.toBe(killed)
  expect(await queryValue(url, 'select answer from kept')).toBe(42)
})

it('is not misled when the process id of a dead Postgres is used again', async () => {
  await (await start()).stop()
  // As a crash leaves it: a process id, the folder, when, port, sockets, address, memory, state.
  const left = [process.ppid, inData(), 1, 5432, '', '127.0.0.1', '  1  1', 'ready   ', '']
  await writeFile(inData('postmaster.pid'), left.join('\n'))
  expect(await queryValue((await start()).url, 'select 1')).toBe(1)
})

it('begins again when a first start was cut off half-way', async () => {
  await rm(join(home, 'postgres'), { recursive: true })
  const unfinished = join(home, 'postgres.new-0123456789abcdef')
  await mkdir(join(unfinished, 'data', 'base'), { recursive: true })
  await writeFile(join(unfinished, 'data', 'PG_VERSION'), '18\n')
  expect(await queryValue((await start()).url, 'select 1')).toBe(1)
  expect((await readdir(home)).filter((name) => name.includes('.new-'))).toEqual([])
})

it('says what to do with the data of another PostgreSQL version', async () => {
  await (await start()).stop()
  await writeFile(inData('PG_VERSION'), '17\n')
  await expect(start()).rejects.toThrow(
    /was made by PostgreSQL 17, .* brings PostgreSQL 18\. .*pg_dump/,
  )
})

it('says why Postgres does not start, and where its log is', async () => {
  await (await start()).stop()
  await writeFile(inData('postgresql.conf'), 'shared_bufers = 1\n')
  await expect(start()).rejects.toThrow(
    /does not start \(its log is .*postgres\.log\): .*(unrecognized configuration|contains errors)/,
  )
})

it('can be started again after a start that failed', async () => {
  await (await start()).stop()
  const version = await readFile(inData('PG_VERSION'))
  await writeFile(inData('PG_VERSION'), '17\n')
  await expect(start()).rejects.toThrow()
  await writeFile(inData('PG_VERSION'), version)
  expect(await queryValue((await start()).url, 'select 1')).toBe(1)
})
