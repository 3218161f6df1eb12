import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { PROTOCOL } from '@bunting/protocol'
import pg from 'pg'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createAdminApi } from '../support/admin-api.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { waitFor } from '../support/wait-for.ts'

const MAIN = fileURLToPath(new URL('../../services/flag-server/src/main.ts', import.meta.url))
const ADMIN_TOKEN = 'x'.repeat(32)

let database: pg.Client
let child: ChildProcess
let url: string
let log: string
beforeEach(async () => {
  const { url: databaseUrl } = await createTestDatabase()
  database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  onTestFinished(() => database.end())
  const env = { PORT: '0', DATABASE_URL: databaseUrl, BUNTING_ADMIN_TOKEN: ADMIN_TOKEN }
  child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  log = ''
  child.stdout?.on('data', (data: Buffer) => {
    said += data.toString()
  })
  child.stderr?.on('data', (data: Buffer) => {
    log += data.toString()
  })
  url = await waitFor(() => /Admin UI +(\S+)/.exec(said)?.[1], {
    what: 'the server to start',
    timeoutMs: 20_000,
  })
})

/** What a Postgres that is stopped does to its connections: 57P01, one after the other. */
async function endConnections(): Promise<void> {
  const { rowCount } = await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`,
  )
  expect(rowCount).toBeGreaterThan(1)
}

it('says nothing of it when it is asked to stop while Postgres does', async () => {
  const { key } = await createAdminApi(url, ADMIN_TOKEN).createSdkKey('server')
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sdk/v1/stream`, PROTOCOL)
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  const sdk = { name: 'by-hand', version: '1' }
  socket.send(JSON.stringify({ type: 'hello', sdk, instance: 'i', key }))
  await once(socket, 'message')

  // It hears of no end, so does not answer it, and is waited for: the stop has begun, and is not over.
  socket.pause()
  child.kill('SIGTERM')
  await waitFor(async () => (await fetch(`${url}/health/live`)).status === 503, {
    what: 'the server to stop',
  })
  await endConnections()
  await once(child, 'exit')
  expect([child.exitCode, log]).toEqual([0, ''])
})

it('warns of the same at any other time', async () => {
  await endConnections()
  await waitFor(() => log.includes('57P01') && log.includes('hears changes'), {
    what: 'the server to warn of what it lost',
  })
  expect(log).toContain('an idle database connection broke')
})
