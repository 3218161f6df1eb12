import { once } from 'node:events'
import type { SdkKeyCreated, SdkKeyList } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { PROTOCOL } from '@bunting/protocol'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { PRODUCTION } from '../support/admin-api.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

const KEYS = `${PRODUCTION}/sdk-keys`

let first: TestServer
let second: TestServer
beforeAll(async () => {
  first = await startTestServer()
  second = await startTestServer({ databaseUrl: first.databaseUrl })
  await first.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
})
afterAll(async () => {
  await first.stop()
  await second.stop()
})

function rotate(id: string, overlapSeconds: number) {
  return first.admin.request<SdkKeyCreated>('POST', `${KEYS}/${id}/rotate`, { overlapSeconds })
}

async function listed(id: string) {
  const { body } = await first.admin.request<SdkKeyList>('GET', `${KEYS}?revoked=true`)
  return body.sdkKeys.find((one) => one.id === id)
}

/** A socket that was greeted with this key. */
async function dial(server: TestServer, key: string): Promise<WebSocket> {
  const address = `${server.url.replace('http', 'ws')}/sdk/v1/stream`
  const socket = new WebSocket(address, PROTOCOL, { headers: { authorization: `Bearer ${key}` } })
  socket.on('error', () => undefined)
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  const sdk = { name: 'by-hand', version: '1' }
  socket.send(JSON.stringify({ type: 'hello', sdk, instance: 'by-hand' }))
  await once(socket, 'message')
  return socket
}

function poll(server: TestServer, key: string): Promise<Response> {
  return fetch(`${server.url}/sdk/v1/ruleset`, { headers: { authorization: `Bearer ${key}` } })
}

it('makes a successor, lets both be used, then ends the old one on every replica', async () => {
  const old = await first.admin.createSdkKey('server')
  const sockets = [await dial(first, old.key), await dial(second, old.key)]
  const closed = sockets.map((socket) => once(socket, 'close'))
  expect((await poll(second, old.key)).status).toBe(200)

  const { status, body: made } = await rotate(old.id, 2)
  expect(status).toBe(201)
  expect(made).toMatchObject({ kind: 'server', name: old.name, expiresAt: null })
  expect(made.key).not.toBe(old.key)
  expect(await listed(old.id)).toMatchObject({ successorId: made.id, revokedAt: null })
  await waitFor(async () => (await listed(old.id))?.connections === 2, {
    what: 'both replicas to say who uses the old key',
  })
  for (const server of [first, second]) {
    expect((await poll(server, old.key)).status).toBe(200)
    expect((await poll(server, made.key)).status).toBe(200)
  }

  for (const [code] of await Promise.all(closed)) expect(code).toBe(4403)
  for (const server of [first, second]) {
    const refused = await poll(server, old.key)
    expect([refused.status, (await refused.json()).code]).toEqual([403, 'sdk_key_revoked'])
    expect((await poll(server, made.key)).status).toBe(200)
  }
  await waitFor(async () => (await listed(old.id))?.connections === 0, { what: 'nobody left' })
})

it('ends a key at once when there is no overlap, and its SDKs know that it is for good', async () => {
  const old = await first.admin.createSdkKey('server')
  const sdk = await connectSdk(second, { key: old.key })
  const { body: made } = await rotate(old.id, 0)
  await waitFor(() => sdk.status().phase === 'failed', { what: 'the SDK to be told' })
  expect((await poll(first, made.key)).status).toBe(200)
})

it('counts who uses the successor', async () => {
  const old = await first.admin.createSdkKey('client')
  const { body: made } = await rotate(old.id, 3_600)
  await dial(second, made.key)
  await waitFor(async () => (await listed(made.id))?.connections === 1)
  expect((await listed(made.id))?.lastUsedAt).not.toBeNull()
  expect((await listed(old.id))?.connections).toBe(0)
})

it('is listed while it opens something, and after that when it is asked for', async () => {
  const [kept, revoked] = [
    await first.admin.createSdkKey('server'),
    await first.admin.createSdkKey('server'),
  ]
  const old = await first.admin.createSdkKey('server')
  const { body: made } = await rotate(old.id, 0)
  await first.admin.request('DELETE', `${KEYS}/${revoked.id}`)
  const list = async (query: string) =>
    (await first.admin.request<SdkKeyList>('GET', `${KEYS}${query}`)).body
  const live = await list('')
  const ids = live.sdkKeys.map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining([kept.id, made.id]))
  expect(ids).not.toContain(revoked.id)
  expect(ids).not.toContain(old.id)
  const all = await list('?revoked=true')
  expect(all.sdkKeys.map(({ id }) => id)).toEqual(expect.arrayContaining([revoked.id, old.id]))
  expect(all.sdkKeys).toHaveLength(live.sdkKeys.length + live.ended)
  expect(all.ended).toBe(live.ended)
})

it('gives a key one successor, and none to a key that was revoked', async () => {
  const old = await first.admin.createSdkKey('server')
  const [one, two] = await Promise.all([rotate(old.id, 60), rotate(old.id, 60)])
  const codes = [one, two].map(({ status }) => status).sort()
  expect(codes).toEqual([201, 409])
  const revoked = await first.admin.createSdkKey('server')
  await first.admin.request('DELETE', `${KEYS}/${revoked.id}`)
  expect((await rotate(revoked.id, 60)).status).toBe(409)
})

it('takes a key that waits for its end away when it is revoked', async () => {
  const old = await first.admin.createSdkKey('server')
  await rotate(old.id, 3_600)
  expect((await poll(second, old.key)).status).toBe(200)
  await first.admin.request('DELETE', `${KEYS}/${old.id}`)
  await waitFor(async () => (await poll(second, old.key)).status === 403)
})

it.each([-1, 1.5, 31 * 24 * 3_600, '60'])('refuses an overlap of %s', async (overlapSeconds) => {
  const { id } = await first.admin.createSdkKey('server')
  const { status } = await first.admin.request('POST', `${KEYS}/${id}/rotate`, { overlapSeconds })
  expect(status).toBe(400)
  expect((await listed(id))?.expiresAt).toBeNull()
})
