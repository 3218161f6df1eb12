import type { Connections } from '@bunting/flag-server/connections/connection-schemas.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { queryValue } from '../support/query-value.ts'
import { connectSdk } from '../support/sdk.ts'
import { openSdkSocket } from '../support/sdk-socket.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
let other: TestServer
beforeAll(async () => {
  server = await startTestServer()
  other = await startTestServer({ databaseUrl: server.databaseUrl })
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
})
afterAll(async () => {
  await server.stop()
  await other.stop()
})

async function list(query = '', at = server): Promise<Connections> {
  const path = `${PRODUCTION}/connections${query}`
  const { status, body } = await at.admin.request<Connections>('GET', path)
  expect(status).toBe(200)
  return body
}

/** What `list` answers once this many are connected, whichever server is asked. */
const listOf = (connected: number, query?: string, at?: TestServer) =>
  waitFor(async () => {
    const connections = await list(query, at)
    expect(connections.connected).toBe(connected)
    return connections
  })

it('is empty while nobody is connected', async () => {
  expect(await list()).toMatchObject({
    connected: 0,
    sdks: [],
    applications: [],
    revisions: [],
    matching: 0,
    connections: [],
    silent: [],
  })
})

it('names who is connected to any server, with versions and the revision each holds', async () => {
  await connectSdk(server, { instance: 'here' })
  await connectSdk(other, { instance: 'there' })
  await openSdkSocket(other, {
    hello: {
      instance: 'tab',
      sdk: { name: 'by-hand', version: '3' },
      application: { name: 'shop', version: '2.4.1' },
    },
  })
  const { revision } = await server.admin.configure('new-checkout', { on: true })
  for (const at of [server, other]) {
    const seen = await waitFor(async () => {
      const connections = await list('', at)
      expect(connections.behind).toBe(1)
      expect(connections.connected).toBe(3)
      return connections
    })
    expect(seen).toMatchObject({ revision, server: 3, client: 0, matching: 3, silent: [] })
    const [tab, ...upToDate] = seen.connections
    // It sends no receipts.
    expect(tab).toMatchObject({
      instance: 'tab',
      kind: 'server',
      sdk: 'by-hand 3',
      application: 'shop 2.4.1',
      revision: null,
      behind: true,
    })
    expect(upToDate.map(({ instance }) => instance).sort()).toEqual(['here', 'there'])
    for (const one of upToDate) expect(one).toMatchObject({ revision, behind: false })
    expect(new Set(seen.connections.map(({ replica }) => replica)).size).toBe(1)
    for (const { ageMs, connectedAt } of seen.connections) {
      expect(ageMs).toBeGreaterThanOrEqual(0)
      expect(Math.abs(Date.now() - Date.parse(connectedAt))).toBeLessThan(60_000)
    }
    expect(seen.applications).toEqual([
      { name: null, count: 2 },
      { name: 'shop 2.4.1', count: 1 },
    ])
  }
})

it('narrows the list down and counts everybody still', async () => {
  await connectSdk(server, { instance: 'web-1' })
  await connectSdk(other, { instance: 'web-2' })
  await connectSdk(other, { instance: 'worker' })
  const { key } = await server.admin.createSdkKey('client')
  await openSdkSocket(other, { key, hello: { instance: 'tab' } })
  await listOf(4)
  const names = async (query: string) =>
    (await list(query)).connections.map(({ instance }) => instance).sort()
  expect(await names('?search=WEB')).toEqual(['web-1', 'web-2'])
  expect(await names('?kind=client')).toEqual(['tab'])
  expect(await names('?behind=true')).toEqual(['tab'])
  expect(await list('?limit=1&kind=server')).toMatchObject({
    connected: 4,
    server: 3,
    client: 1,
    matching: 3,
    connections: [{ kind: 'server' }],
  })
})

it('lists and counts an SDK whatever it calls itself, in words that can be kept', async () => {
  const { key } = await server.admin.createSdkKey('client')
  await openSdkSocket(other, {
    key,
    hello: {
      instance: 'tab\u0000\ud800',
      sdk: { name: 'sdk\u0000', version: '\udfff' },
      application: { name: '\u0007bell', version: '\u202e1' },
    },
  })
  const { revision } = await server.admin.configure('new-checkout', { on: true })
  const { connections } = await listOf(1)
  const named = {
    instance: 'tab\ufffd\ufffd',
    sdk: 'sdk\ufffd \ufffd',
    application: '\ufffdbell \ufffd1',
  }
  expect(connections).toMatchObject([named])
  // It sends no receipt: what is written down names it.
  await waitFor(async () => {
    expect((await server.admin.delivery(revision)).laggards).toMatchObject([named])
    return true
  })
})

it('counts SDKs again when the database forgot the server that they hang on', async () => {
  const { key } = await server.admin.createSdkKey('server')
  await openSdkSocket(server, { key })
  const { revision } = await server.admin.configure('new-checkout', { on: false })
  const connected = async () => (await server.admin.delivery(revision)).connected
  await waitFor(async () => (await connected()) === 1)
  // As after a minute without a sign of life, or in a database that was restored.
  await queryValue(server.databaseUrl, 'delete from replicas returning id')
  expect(await connected()).toBe(0)
  await waitFor(async () => (await connected()) === 1, { timeoutMs: 15_000 })
})

it('names a server that did not answer, and says what the others said', async () => {
  await openSdkSocket(server, { hello: { instance: 'here' } })
  const ghost = `with ghost as (insert into replicas (id, address) values ('ghost', 'gone:1') returning id)
    insert into replica_deliveries
      (replica_id, environment_id, revision, server_sdks, client_sdks, applied, latencies, laggards)
    select ghost.id, environments.id, 1, 4, 9, 13, '[]', '[]' from ghost, environments
    where environments.key = 'production' returning replica_id`
  await queryValue(server.databaseUrl, ghost)
  const connections = await listOf(1)
  await queryValue(server.databaseUrl, `delete from replicas where id = 'ghost' returning id`)
  expect(connections).toMatchObject({
    silent: ['gone:1'],
    connections: [{ instance: 'here' }],
  })
})

it.each(['?kind=browser', '?limit=0', '?limit=1001', '?page=2'])('refuses %s', async (query) => {
  const { status } = await server.admin.request('GET', `${PRODUCTION}/connections${query}`)
  expect(status).toBe(400)
})

it('names the address of the server that a laggard hangs on', async () => {
  await openSdkSocket(other, { hello: { instance: 'slow' } })
  const { revision } = await server.admin.configure('new-checkout', { on: false })
  const laggard = await waitFor(async () => {
    const { laggards } = await server.admin.delivery(revision)
    return laggards.find(({ instance }) => instance === 'slow')
  })
  const [connection] = (await list('?search=slow')).connections
  expect(laggard.sdk).toBe('by-hand 1')
  expect(laggard.replica).toMatch(/:\d+$/)
  expect(laggard.replica).toBe(connection?.replica)
})
