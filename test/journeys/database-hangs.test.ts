import { afterAll, beforeAll, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { freezePostgres } from '../support/freeze-postgres.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { startTestCluster, type TestCluster } from '../support/test-cluster.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

// A Postgres of its own, since it is stopped; the server reaches it over a wire that can be broken.
let cluster: TestCluster
let proxy: TcpProxy
let server: TestServer
let direct: TestServer
beforeAll(async () => {
  cluster = await startTestCluster()
  const near = new URL(cluster.url)
  proxy = await startTcpProxy({ host: near.hostname, port: Number(near.port) })
  near.port = String(proxy.port)
  server = await startTestServer({ databaseUrl: near.href, config: { logLevel: 'silent' } })
  direct = await startTestServer({ databaseUrl: cluster.url, config: { logLevel: 'silent' } })
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await server.admin.configure('new-checkout', { on: true })
})
afterAll(async () => {
  await server.stop()
  await direct.stop()
  await proxy.close()
  await cluster.stop()
})

const toggle = (on: boolean) =>
  server.admin.request<{ code?: string; revision?: number }>(
    'PATCH',
    `${PRODUCTION}/flags/new-checkout`,
    { on },
  )

/** As the database has it. */
async function isOn(): Promise<boolean> {
  const path = `${PRODUCTION}/flags/new-checkout`
  return (await direct.admin.request<{ on: boolean }>('GET', path)).body.on
}

/** More than get a connection at once: those behind them must not wait one after the other. */
const WRITERS = 30

async function expectRefusals(): Promise<void> {
  const askedAt = performance.now()
  const answers = await Promise.all(Array.from({ length: WRITERS }, () => toggle(false)))
  expect(performance.now() - askedAt).toBeLessThan(2_000)
  for (const { status, body } of answers) {
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'database_unavailable' })
  }
}

async function expectWorking(): Promise<void> {
  await waitFor(async () => (await toggle(true)).status === 200, {
    what: 'the server to write again',
    timeoutMs: 10_000,
  })
  const answers = await Promise.all(Array.from({ length: WRITERS }, (_, n) => toggle(n % 2 === 0)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect((await toggle(true)).status).toBe(200)
}

it('refuses writes within two seconds while Postgres is stopped, serves SDKs, and then goes on', async () => {
  const { key } = await server.admin.createSdkKey('server')
  const sdk = await connectSdk(server, { key })
  const before = sdk.status().revision
  const thaw = await freezePostgres(cluster.url)
  try {
    await expectRefusals()
    // Known by now.
    await expectRefusals()
    const late = await connectSdk(server, { key })
    expect(late.isEnabled('new-checkout')).toBe(true)
    expect(sdk.status()).toMatchObject({ phase: 'ready', connected: true, revision: before })
  } finally {
    thaw()
  }
  await waitFor(async () => (await toggle(false)).status === 200, { what: 'the first write' })
  await waitFor(() => sdk.status().revision === (before ?? 0) + 1, {
    what: 'the one revision that was made, and none of those that were refused',
    timeoutMs: 10_000,
  })
  await expectWorking()
})

it('refuses writes within two seconds when the wire to Postgres swallows all, and then goes on', async () => {
  await expectWorking()
  proxy.swallow('all')
  await expectRefusals()
  proxy.mend()
  await expectWorking()
})

it('lets go of connections that died without a word while new ones reach Postgres', async () => {
  await expectWorking()
  proxy.swallow('old')
  const askedAt = performance.now()
  const { status, body } = await toggle(false)
  expect(performance.now() - askedAt).toBeLessThan(2_000)
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'database_unavailable' })
  await expectWorking()
})

it('says that nobody knows when the answer to a commit was lost, and the change may be there', async () => {
  await expectWorking()
  proxy.cutAfter('commit')
  const { status, body } = await toggle(false)
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'outcome_unknown' })
  expect(await isOn()).toBe(false)
  proxy.mend()
  await expectWorking()
})

it('says that nothing was changed when the connection breaks before the commit', async () => {
  await expectWorking()
  proxy.cutAfter('insert into "changes"')
  const { status, body } = await toggle(false)
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'database_unavailable' })
  expect(await isOn()).toBe(true)
  proxy.mend()
  await expectWorking()
})
