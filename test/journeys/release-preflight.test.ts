import type { Problem } from '@bunting/flag-server/http/problem.ts'
import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
let key: string
let database: pg.Client
beforeAll(async () => {
  server = await startTestServer()
  key = (await server.admin.createSdkKey('server')).key
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database.end()
  await server.stop()
})

/** A process of an application, whose code asks for the flag when the test says so. */
async function startProcess(name: string, version: string) {
  const featureFlags = await connectSdk(server, { key, application: { name, version } })
  return {
    ask: () => featureFlags.isEnabled('new-checkout', { targetingKey: 'ana' }),
    stop: () => featureFlags.close(),
  }
}

const SLOWLY = { timeoutMs: 20_000, pollMs: 100 }

/** Waits until the replica has told of this build, and makes as if it were there for long. */
async function connectedForLong(build: string): Promise<void> {
  await waitFor(async () => {
    const { rowCount } = await database.query(
      `update replica_builds set builds = jsonb_set(builds, array[$1, 'since'], '0')
       where builds ? $1`,
      [build],
    )
    return rowCount === 1
  }, SLOWLY)
}

const find = async (id: string) =>
  (await server.admin.request<ReleaseDetail>('GET', `${PRODUCTION}/releases/${id}`)).body
const buildsOf = async (id: string) =>
  (await find(id)).preflight.find(({ check }) => check === 'builds')
const command = <T>(id: string, name: string) =>
  server.admin.request<T>('POST', `${PRODUCTION}/releases/${id}/${name}`)

it('waits for builds that are older than the flag to be gone, or to ask for it', {
  timeout: 90_000,
}, async () => {
  const { body: release } = await server.admin.request<ReleaseDetail>(
    'POST',
    `${PRODUCTION}/flags/new-checkout/releases`,
    {
      strategy: 'custom',
      stages: [{ share: 1_000, bakeMs: 3_600_000 }, { share: 100_000 }],
      guards: [],
    },
  )
  const fresh = await startProcess('shop', '2.0')
  const old = await startProcess('shop', '1.0')
  // Another application, which has no use for this flag, and never asks.
  await startProcess('billing', '7')
  fresh.ask()
  await connectedForLong('billing 7')
  // Until a build had the time to ask, nothing is said against it.
  expect(await buildsOf(release.id)).toMatchObject({ passed: true })
  await connectedForLong('shop 1.0')
  await waitFor(async () => (await buildsOf(release.id))?.passed === false, SLOWLY)
  expect(await buildsOf(release.id)).toMatchObject({ about: ['shop 1.0'] })
  const refused = await command<Problem>(release.id, 'start')
  expect(refused).toMatchObject({ status: 409, body: { code: 'preflight_failed' } })
  expect(refused.body.detail).toContain('shop 1.0 does not know this flag')

  old.ask()
  await waitFor(async () => (await buildsOf(release.id))?.passed, SLOWLY)
  expect((await command<ReleaseDetail>(release.id, 'start')).body.state).toBe('running')

  const older = await startProcess('shop', '0.9')
  await connectedForLong('shop 0.9')
  await waitFor(async () => (await find(release.id)).state === 'holding', SLOWLY)
  expect((await find(release.id)).why).toContain('shop 0.9 does not know this flag')
  expect((await command<Problem>(release.id, 'advance')).status).toBe(409)
  await older.stop()
  await waitFor(async () => (await find(release.id)).state === 'running', SLOWLY)
  expect((await command<ReleaseDetail>(release.id, 'advance')).body.stage).toBe(1)
  await waitFor(async () => (await find(release.id)).state === 'completed', SLOWLY)
})
