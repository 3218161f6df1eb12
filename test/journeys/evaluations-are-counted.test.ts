import type { Evaluations, UnknownFlagList } from '@bunting/flag-server/usage/evaluation-schemas.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let proxy: TcpProxy
/** Two replicas; the test can take the database away from the first. */
let server: TestServer
let other: TestServer
let key: string
beforeAll(async () => {
  const database = new URL((await createTestDatabase()).url)
  proxy = await startTcpProxy({ host: database.hostname, port: Number(database.port) })
  const through = new URL(database)
  through.port = String(proxy.port)
  server = await startTestServer({ databaseUrl: through.href, config: { logLevel: 'silent' } })
  other = await startTestServer({ databaseUrl: database.href })
  key = (await other.admin.createSdkKey('server')).key
  await other.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await other.admin.configure('new-checkout', {
    on: true,
    targets: [{ variant: 'on', values: ['ana'] }],
    fallthrough: { variant: 'off' },
  })
})
afterAll(async () => {
  await server.stop()
  await other.stop()
  await proxy.close()
})

async function counted(flag: string): Promise<Record<string, number>> {
  const path = `${PRODUCTION}/flags/${flag}/evaluations`
  const { body } = await other.admin.request<Evaluations>('GET', path)
  return Object.fromEntries(
    body.series.map(({ variant, errorCode, total }) => [variant ?? errorCode, total]),
  )
}

async function sdkOn(one: TestServer) {
  const featureFlags = await connectSdk(one, {
    key,
    application: { name: 'shop', version: '2.4.1' },
  })
  const ask = (flag: string, targetingKey: string, times: number) => {
    for (let asked = 0; asked < times; asked += 1) featureFlags.isEnabled(flag, { targetingKey })
  }
  return { ask, close: () => featureFlags.close() }
}

it('counts each evaluation of each SDK once, wherever it is connected, up to its last', async () => {
  const sdks = await Promise.all([sdkOn(server), sdkOn(other), sdkOn(other)])
  for (const { ask } of sdks) {
    ask('new-checkout', 'ana', 700)
    ask('new-checkout', 'tom', 200)
    ask('not-there', 'ana', 5)
  }
  await waitFor(
    async () => expect(await counted('new-checkout')).toEqual({ on: 2_100, off: 600 }) ?? true,
    { what: 'the counts to be told', timeoutMs: 20_000, pollMs: 200 },
  )
  for (const { ask } of sdks) ask('new-checkout', 'ana', 100)
  await Promise.all(sdks.map(({ close }) => close()))
  await waitFor(
    async () => expect(await counted('new-checkout')).toEqual({ on: 2_400, off: 600 }) ?? true,
    { what: 'the counts of those that went', timeoutMs: 10_000, pollMs: 200 },
  )
  const { body } = await other.admin.request<UnknownFlagList>('GET', `${PRODUCTION}/unknown-flags`)
  expect(body.unknownFlags).toEqual([
    expect.objectContaining({ key: 'not-there', count: 15, application: 'shop 2.4.1' }),
  ])
})

it('says of nothing that it is stored while the database is away, and counts it once when it is back', async () => {
  await other.admin.createFlag({ key: 'in-an-outage', type: 'boolean' })
  const batch = {
    type: 'events',
    id: crypto.randomUUID(),
    agoMs: 0,
    counts: [{ flag: 'in-an-outage', variant: 'off', count: 42 }],
  }
  const post = (to: TestServer) =>
    fetch(`${to.url}/sdk/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(batch),
    })
  // The key is known here from now on; the batch is another one.
  await sdkOn(server)
  proxy.cut()
  const refused = await post(server)
  expect(refused.status).toBe(503)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({ code: 'database_unavailable' })
  expect(await counted('in-an-outage')).toEqual({ on: 0, off: 0 })

  proxy.mend()
  await waitFor(async () => (await post(server)).status === 202, {
    what: 'the batch to be taken',
    timeoutMs: 15_000,
  })
  await Promise.all([post(server), post(other)])
  expect(await counted('in-an-outage')).toEqual({ on: 0, off: 42 })
})
