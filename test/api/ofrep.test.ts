import type { Evaluations } from '@bunting/flag-server/usage/evaluation-schemas.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { untilServed } from '../support/sdk.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let proxy: TcpProxy
let server: TestServer
let serverKey: string
let clientKey: string
beforeAll(async () => {
  const database = new URL((await createTestDatabase()).url)
  proxy = await startTcpProxy({ host: database.hostname, port: Number(database.port) })
  const through = new URL(database)
  through.port = String(proxy.port)
  server = await startTestServer({ databaseUrl: through.href, config: { logLevel: 'silent' } })
  await server.admin.createFlag({ key: 'checkout', type: 'boolean', clientSide: true })
  await server.admin.configure('checkout', {
    on: true,
    rules: [
      {
        id: 'testers',
        conditions: [{ attribute: 'plan', operator: 'equals', values: ['pro'] }],
        serve: { variant: 'on' },
      },
    ],
    fallthrough: { variant: 'off' },
  })
  await server.admin.createFlag({ key: 'pricing', type: 'boolean', clientSide: false })
  serverKey = (await server.admin.createSdkKey('server')).key
  clientKey = (await server.admin.createSdkKey('client')).key
  await untilServed(server, serverKey)
})
afterAll(async () => {
  await server.stop()
  await proxy.close()
})

async function ask(path: string, key: string, body: unknown, more: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/ofrep/v1/evaluate/flags${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key && { authorization: `Bearer ${key}` }),
      ...more,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  const { status, headers } = response
  return { status, headers, body: text ? JSON.parse(text) : undefined }
}

const PRO = { context: { targetingKey: 'user-42', plan: 'pro' } }

describe('one flag', () => {
  it('is answered with value, variant and reason', async () => {
    expect(await ask('/checkout', serverKey, PRO)).toMatchObject({
      status: 200,
      body: { key: 'checkout', value: true, variant: 'on', reason: 'TARGETING_MATCH' },
    })
    expect((await ask('/checkout', serverKey, { context: {} })).body).toMatchObject({
      value: false,
      reason: 'DEFAULT',
    })
    expect((await ask('/pricing', serverKey, PRO)).body).toMatchObject({ reason: 'DISABLED' })
  })

  it('is not found as the protocol says it, nor one that is not for this kind of key', async () => {
    const nothing = { status: 404, body: { key: 'nothing', errorCode: 'FLAG_NOT_FOUND' } }
    expect(await ask('/nothing', serverKey, PRO)).toMatchObject(nothing)
    expect((await ask('/pricing', clientKey, PRO)).status).toBe(404)
    expect((await ask('/checkout', clientKey, PRO)).body.value).toBe(true)
  })

  it('takes the key as X-API-Key, too, and nothing without one', async () => {
    expect((await ask('/checkout', '', PRO, { 'x-api-key': serverKey })).status).toBe(200)
    expect(await ask('/checkout', '', PRO)).toMatchObject({
      status: 401,
      body: { code: 'sdk_key_unknown' },
    })
    expect((await ask('/checkout', server.adminToken, PRO)).status).toBe(401)
  })

  it('says what is wrong with a request in the words that providers read', async () => {
    expect(await ask('/checkout', serverKey, { context: 'me' })).toMatchObject({
      status: 400,
      body: { key: 'checkout', errorCode: 'INVALID_CONTEXT' },
    })
    expect(await ask('/checkout', serverKey, '{"context":')).toMatchObject({
      status: 400,
      body: { key: 'checkout', errorCode: 'PARSE_ERROR', errorDetails: expect.any(String) },
    })
  })

  it('is asked for by pages of any origin', async () => {
    const response = await fetch(`${server.url}/ofrep/v1/evaluate/flags/checkout`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.test',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-api-key,content-type',
      },
    })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-headers')).toContain('x-api-key')
  })
})

describe('all flags', () => {
  it('are those that the key may know', async () => {
    const keysFor = async (key: string) =>
      (await ask('', key, PRO)).body.flags.map((flag: { key: string }) => flag.key)
    expect(await keysFor(serverKey)).toEqual(['checkout', 'pricing'])
    expect(await keysFor(clientKey)).toEqual(['checkout'])
  })

  it('are not sent again while neither they nor the context are others', async () => {
    const first = await ask('', serverKey, PRO)
    const etag = first.headers.get('etag') ?? ''
    const held = { 'if-none-match': etag }
    expect(await ask('', serverKey, PRO, held)).toMatchObject({ status: 304, body: undefined })
    expect((await ask('', serverKey, { context: {} }, held)).status).toBe(200)
    expect((await ask('', clientKey, PRO, held)).status).toBe(200)

    const { revision } = await server.admin.configure('pricing', { on: true })
    const next = await waitFor(async () => {
      const answer = await ask('', serverKey, PRO, held)
      return answer.status === 200 && answer
    })
    expect(next.body.metadata).toEqual({ revision })
    expect(next.body.flags[1]).toMatchObject({ key: 'pricing', value: true, reason: 'STATIC' })
  })
})

it('counts what is evaluated by its key', async () => {
  const read = async (before = 0) => {
    const { body } = await server.admin.request<Evaluations>(
      'GET',
      `${PRODUCTION}/flags/checkout/evaluations`,
    )
    return (body.series.find(({ variant }) => variant === 'on')?.total ?? 0) > before
  }
  await ask('/checkout', serverKey, PRO)
  await waitFor(() => read(), { what: 'the evaluation to be counted', timeoutMs: 15_000 })
})

it('answers from memory while the database is away, and 503 where it has nothing yet', async () => {
  const development = '/projects/default/environments/development'
  const { body } = await server.admin.request<{ key: string }>('POST', `${development}/sdk-keys`, {
    kind: 'server',
    name: 'ofrep',
  })
  proxy.cut()
  await waitFor(async () => (await fetch(`${server.url}/health/ready`)).status === 503)
  expect((await ask('/checkout', serverKey, PRO)).body.value).toBe(true)
  const refused = await ask('/checkout', body.key, PRO)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
  proxy.mend()
  await waitFor(async () => (await ask('/checkout', body.key, PRO)).status === 200, {
    timeoutMs: 15_000,
  })
})
