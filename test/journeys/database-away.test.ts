import { afterAll, beforeAll, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let proxy: TcpProxy
let server: TestServer
let direct: TestServer
beforeAll(async () => {
  const database = new URL((await createTestDatabase()).url)
  proxy = await startTcpProxy({ host: database.hostname, port: Number(database.port) })
  const through = new URL(database)
  through.port = String(proxy.port)
  server = await startTestServer({ databaseUrl: through.href, config: { logLevel: 'silent' } })
  direct = await startTestServer({ databaseUrl: database.href })
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await server.admin.configure('new-checkout', { on: true })
})
afterAll(async () => {
  await server.stop()
  await direct.stop()
  await proxy.close()
})

const ready = async () => (await fetch(`${server.url}/health/ready`)).status

it('serves SDKs from memory, refuses writes within two seconds, and catches up', async () => {
  const { key } = await server.admin.createSdkKey('server')
  const sdk = await connectSdk(server, { key })
  proxy.cut()
  await waitFor(async () => (await ready()) === 503, {
    what: 'the server to say that it is not ready',
  })

  const askedAt = performance.now()
  const { status, body } = await server.admin.request('PATCH', `${PRODUCTION}/flags/new-checkout`, {
    on: false,
  })
  expect(performance.now() - askedAt).toBeLessThan(2_000)
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'database_unavailable' })

  expect(sdk.status()).toMatchObject({ phase: 'ready', connected: true })
  expect(sdk.isEnabled('new-checkout')).toBe(true)
  const late = await connectSdk(server, { key })
  expect(late.isEnabled('new-checkout')).toBe(true)

  await direct.admin.configure('new-checkout', { on: false })
  proxy.mend()
  await waitFor(() => !sdk.isEnabled('new-checkout') && !late.isEnabled('new-checkout'), {
    what: 'the change made meanwhile',
    timeoutMs: 15_000,
  })
  await waitFor(async () => (await ready()) === 200, { what: 'the server to be ready again' })
  expect((await server.admin.configure('new-checkout', { on: true })).on).toBe(true)
  await waitFor(() => sdk.isEnabled('new-checkout'))
})
