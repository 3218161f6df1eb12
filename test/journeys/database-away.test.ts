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

it('answers every kind of write with 503 and when to come back, and does none of them by half', async () => {
  const before = await revisionOf()
  proxy.cut()
  await waitFor(async () => (await ready()) === 503, { what: 'the server to know' })
  const writes: [string, string, unknown][] = [
    ['PATCH', `${PRODUCTION}/flags/new-checkout`, { on: false }],
    ['POST', `${PRODUCTION}/flags/new-checkout/kill`, {}],
    ['POST', '/projects/default/flags', { key: 'another', type: 'boolean' }],
    ['PATCH', '/projects/default/flags/new-checkout', { name: 'Another name' }],
    ['POST', '/projects/default/segments', { key: 'staff' }],
    ['POST', `${PRODUCTION}/sdk-keys`, { kind: 'server', name: 'k' }],
  ]
  const askedAt = performance.now()
  const answers = await Promise.all(
    writes.map(async ([method, path, body]) => {
      const { status, headers } = await fetch(`${server.url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${server.adminToken}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      })
      return [method, path, status, Number(headers.get('retry-after')) > 0]
    }),
  )
  expect(performance.now() - askedAt).toBeLessThan(2_000)
  expect(answers).toEqual(writes.map(([method, path]) => [method, path, 503, true]))
  proxy.mend()
  await waitFor(async () => (await ready()) === 200, { what: 'the server to be ready again' })
  expect(await revisionOf()).toBe(before)
  const { status } = await direct.admin.request('GET', '/projects/default/flags/another')
  expect(status).toBe(404)
})

it('still answers who polls, and tells who was away what changed before', async () => {
  const { key } = await server.admin.createSdkKey('client')
  const headers = { authorization: `Bearer ${key}` }
  const poll = (etag?: string) =>
    fetch(`${server.url}/sdk/v1/ruleset`, {
      headers: { ...headers, ...(etag && { 'if-none-match': etag }) },
    })
  const first = await poll()
  const etag = first.headers.get('etag') ?? ''
  proxy.cut()
  await waitFor(async () => (await ready()) === 503, { what: 'the server to know' })
  expect((await poll()).status).toBe(200)
  expect((await poll(etag)).status).toBe(304)
  const unknown = await fetch(`${server.url}/sdk/v1/ruleset`, {
    headers: { authorization: 'Bearer bunting_server_never-seen-here' },
  })
  expect(unknown.status).toBe(503)
  expect(Number(unknown.headers.get('retry-after'))).toBeGreaterThan(0)
  proxy.mend()
  await waitFor(async () => (await ready()) === 200, { what: 'the server to be ready again' })
})

/** By the environment's own counter. */
async function revisionOf(): Promise<string | null> {
  const { key } = await direct.admin.createSdkKey('server')
  const response = await fetch(`${direct.url}/sdk/v1/ruleset`, {
    headers: { authorization: `Bearer ${key}` },
  })
  return response.headers.get('etag')
}
