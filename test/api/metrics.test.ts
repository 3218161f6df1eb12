import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { connectSdk } from '../support/sdk.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

const METRICS_TOKEN = 'a-token-for-prometheus-0123456789'

let server: TestServer
let closed: TestServer
beforeAll(async () => {
  server = await startTestServer({ config: { metricsToken: METRICS_TOKEN } })
  closed = await startTestServer({ databaseUrl: server.databaseUrl })
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
})
afterAll(async () => {
  await closed.stop()
  await server.stop()
})

async function scrape(token = METRICS_TOKEN, from = server) {
  const response = await fetch(`${from.url}/metrics`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return { status: response.status, type: response.headers.get('content-type'), response }
}

/** Of each line its number: `bunting_x{a="b"}` → 3. */
async function read(from = server): Promise<ReadonlyMap<string, number>> {
  const { response } = await scrape(METRICS_TOKEN, from)
  const lines = (await response.text()).split('\n').filter((line) => /^[a-z]/.test(line))
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ')
      return [line.slice(0, at), Number(line.slice(at + 1))]
    }),
  )
}

const PRODUCTION = 'project="default",environment="production"'

it('is read with METRICS_TOKEN and with nothing else, and by nobody where there is none', async () => {
  expect(await scrape()).toMatchObject({
    status: 200,
    type: 'text/plain; version=0.0.4; charset=utf-8',
  })
  const { key } = await server.admin.createSdkKey('server')
  for (const token of [server.adminToken, key, `${METRICS_TOKEN}x`, METRICS_TOKEN.slice(1)]) {
    expect((await scrape(token)).status).toBe(401)
  }
  expect((await fetch(`${server.url}/metrics`)).status).toBe(401)
  expect((await scrape(METRICS_TOKEN, closed)).status).toBe(401)
  expect((await scrape('', closed)).status).toBe(401)
})

it('counts evaluations that were reported once, however often they are sent', async () => {
  const { key } = await server.admin.createSdkKey('server')
  // Before any SDK is here, which would report what it evaluates as well.
  const before = (await read()).get('bunting_evaluations_total') ?? 0
  const body = JSON.stringify({
    type: 'events',
    id: 'one-batch-of-this-test',
    agoMs: 0,
    counts: [{ flag: 'new-checkout', variant: 'on', count: 41 }],
  })
  for (let times = 0; times < 2; times += 1) {
    // One that could not be stored now is sent again, as SDKs do: it counts once.
    await waitFor(async () => {
      const { status } = await fetch(`${server.url}/sdk/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body,
      })
      return status === 202
    })
  }
  expect((await read()).get('bunting_evaluations_total')).toBe(before + 41)
})

it('says who is connected, what they are served, and how long a revision took to reach them', async () => {
  const { key } = await server.admin.createSdkKey('server')
  const sdk = await connectSdk(server, { key })
  const before = await read()
  expect(before.get(`bunting_connections{${PRODUCTION},kind="server"}`)).toBe(1)
  expect(before.get(`bunting_connections{${PRODUCTION},kind="client"}`)).toBe(0)
  expect(before.get(`bunting_ruleset_bytes{${PRODUCTION},kind="server"}`)).toBeGreaterThan(50)
  expect(before.get('bunting_listener_connected')).toBe(1)
  expect(before.get('bunting_build_info{version="test"}')).toBe(1)

  const { revision } = await server.admin.configure('new-checkout', { on: true })
  await waitFor(() => sdk.isEnabled('new-checkout'))
  const count = 'bunting_delivery_lag_seconds_count'
  const after = await waitFor(async () => {
    const now = await read()
    return (now.get(count) ?? 0) > (before.get(count) ?? 0) && now
  })
  expect(after.get(`bunting_database_revision{${PRODUCTION}}`)).toBe(revision)
  expect(after.get(`bunting_replica_revision{${PRODUCTION}}`)).toBe(revision)
  expect(after.get('bunting_delivery_lag_seconds_bucket{le="+Inf"}')).toBe(after.get(count))
  const broadcasts = 'bunting_broadcast_duration_seconds_count'
  expect((after.get(broadcasts) ?? 0) - (before.get(broadcasts) ?? 0)).toBe(1)
})

it('labels requests by template of their route, whatever stands in addresses', async () => {
  const secret = 'somebody-wrote-this-into-an-address'
  await server.admin.request('GET', `/projects/default/flags/${secret}`)
  await fetch(`${server.url}/${secret}?key=${secret}`)
  await fetch(`${server.url}/${secret}`, { method: 'PROPFIND' })
  const text = await (await scrape()).response.text()
  expect(text).not.toContain(secret)
  expect(text).not.toContain('PROPFIND')
  expect(text).not.toContain(METRICS_TOKEN)
  expect(text).toContain(
    'bunting_http_requests_total{method="GET",route="/api/v1/projects/:project/flags/:flag",status="404"} 1',
  )
})

it('names each metric as Prometheus asks for: a prefix, base units, _total', async () => {
  const names = [...new Set([...(await read()).keys()].map((line) => line.replace(/\{.*/, '')))]
  for (const name of names) {
    expect(name).toMatch(/^bunting_[a-z_]+$/)
    expect(name).not.toMatch(/_(ms|milliseconds|kb|kilobytes|percent)(_|$)/)
  }
  const text = await (await scrape()).response.text()
  const counters = [...text.matchAll(/^# TYPE (\S+) counter$/gm)].map(([, name]) => name)
  expect(counters.length).toBeGreaterThan(3)
  for (const name of counters) expect(name).toMatch(/_total$/)
})

it('goes on telling of this process while the database is away, and leaves out what it cannot know', async () => {
  const database = new URL(server.databaseUrl)
  const proxy = await startTcpProxy({ host: database.hostname, port: Number(database.port) })
  onTestFinished(() => proxy.close())
  const through = new URL(database)
  through.port = String(proxy.port)
  const cutOff = await startTestServer({
    databaseUrl: through.href,
    config: { metricsToken: METRICS_TOKEN, logLevel: 'silent' },
  })
  onTestFinished(() => cutOff.stop())
  await connectSdk(cutOff)
  expect((await read(cutOff)).get('bunting_listener_connected')).toBe(1)
  proxy.cut()
  const told = await waitFor(async () => {
    const now = await read(cutOff)
    return now.get('bunting_listener_connected') === 0 && now
  })
  expect(told.get(`bunting_connections{${PRODUCTION},kind="server"}`)).toBe(1)
  expect(told.get(`bunting_replica_revision{${PRODUCTION}}`)).toBeGreaterThan(0)
  expect(told.has(`bunting_database_revision{${PRODUCTION}}`)).toBe(false)
  proxy.mend()
})
