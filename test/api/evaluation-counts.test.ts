import type {
  Evaluations,
  EvaluationsOfFlags,
  UnknownFlagList,
} from '@bunting/flag-server/usage/evaluation-schemas.ts'
import { decodeFrame, type EvaluationCount, PROTOCOL } from '@bunting/protocol'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { PRODUCTION } from '../support/admin-api.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
/** Another replica on the same database. */
let other: TestServer
let serverKey: string
let clientKey: string
beforeAll(async () => {
  server = await startTestServer()
  other = await startTestServer({ databaseUrl: server.databaseUrl })
  serverKey = (await server.admin.createSdkKey('server')).key
  clientKey = (await server.admin.createSdkKey('client')).key
})
afterAll(async () => {
  await server.stop()
  await other.stop()
})

let made = 0
async function newFlag(): Promise<string> {
  made += 1
  return (await server.admin.createFlag({ key: `flag-${made}`, type: 'boolean' })).key
}

const batch = (counts: readonly EvaluationCount[], more: object = {}) => ({
  type: 'events',
  id: crypto.randomUUID(),
  agoMs: 0,
  counts,
  ...more,
})

async function post(body: unknown, { key = serverKey, to = server } = {}) {
  const response = await fetch(`${to.url}/sdk/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

async function get<T>(path: string): Promise<T> {
  const { status, body } = await server.admin.request<T>('GET', `${PRODUCTION}/${path}`)
  if (status !== 200) throw new Error(`${path} answered ${status} ${JSON.stringify(body)}`)
  return body
}
const evaluations = (flag: string, query = '') =>
  get<Evaluations>(`flags/${flag}/evaluations${query}`)
const totalOf = async (flag: string) => (await evaluations(flag)).total
const unknownFlags = async () => (await get<UnknownFlagList>('unknown-flags')).unknownFlags

/** A stream that said hello by hand. */
async function stream(key = serverKey, to = server) {
  const socket = new WebSocket(`${to.url.replace('http', 'ws')}/sdk/v1/stream`, PROTOCOL, {
    headers: { authorization: `Bearer ${key}` },
  })
  const stored: string[] = []
  let greeted = false
  socket.on('message', (data) => {
    const { header } = decodeFrame(data.toString()) as { header: { type: string; ids?: string[] } }
    if (header.type === 'snapshot') greeted = true
    if (header.type === 'stored') stored.push(...(header.ids ?? []))
  })
  onTestFinished(() => socket.terminate())
  await waitFor(() => socket.readyState === WebSocket.OPEN, { what: 'the socket to open' })
  const send = (message: object) => socket.send(JSON.stringify(message))
  send({
    type: 'hello',
    sdk: { name: 'by-hand', version: '1' },
    application: { name: 'shop', version: '2.4.1' },
    instance: 'test',
  })
  await waitFor(() => greeted, { what: 'a snapshot' })
  return { send, stored, socket }
}

describe('a batch', () => {
  it('counts once, over either way and to either replica, at once and again and again', async () => {
    const flag = await newFlag()
    const one = batch([
      { flag, variant: 'on', count: 3 },
      { flag, variant: 'off', count: 2 },
    ])
    const [here, there] = [await stream(), await stream(serverKey, other)]
    here.send(one)
    here.send(one)
    there.send(one)
    const answers = await Promise.all([post(one), post(one, { to: other }), post(one)])
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      new Array(3).fill([202, { stored: [one.id] }]),
    )
    await waitFor(() => here.stored.length === 2 && there.stored.length === 1, {
      what: 'the streams to hear of it',
    })
    const last = await post(one, { to: other })
    expect(last.status).toBe(202)
    const { series, total, lastSeenAt } = await evaluations(flag)
    expect(total).toBe(5)
    expect(series.map(({ variant, total }) => [variant, total])).toEqual([
      ['on', 3],
      ['off', 2],
    ])
    expect(Math.abs(Date.now() - Date.parse(lastSeenAt ?? ''))).toBeLessThan(60_000)
  })

  it('is told stored when it is: who asks then finds it', async () => {
    const flag = await newFlag()
    const { send, stored } = await stream()
    const one = batch([{ flag, variant: 'on', count: 1 }])
    send(one)
    await waitFor(() => stored.includes(one.id), { what: 'the batch to be stored' })
    expect(await totalOf(flag)).toBe(1)
  })

  it('counts where it happened, not where it came in; one that is too old counts nowhere', async () => {
    const flag = await newFlag()
    await post(batch([{ flag, variant: 'on', count: 7 }], { agoMs: 45 * 60_000 }))
    await post(batch([{ flag, variant: 'on', count: 1 }]))
    expect(
      (await post(batch([{ flag, variant: 'on', count: 9 }], { agoMs: 80_000_000 }))).status,
    ).toBe(202)
    const { series, stepSeconds, from } = await evaluations(flag)
    const counts = series.find(({ variant }) => variant === 'on')?.counts ?? []
    expect(stepSeconds).toBe(60)
    const ages = counts.flatMap((count, index) =>
      count > 0
        ? [[count, Math.round((Date.now() - Date.parse(from)) / 60_000 - index)] as const]
        : [],
    )
    expect(ages.map(([count]) => count)).toEqual([7, 1])
    expect(ages[0]?.[1]).toBeGreaterThanOrEqual(44)
    expect(ages[0]?.[1]).toBeLessThanOrEqual(46)
    const day = new Date(Date.now() - 24 * 3_600_000).toISOString()
    expect((await evaluations(flag, `?from=${day}`)).total).toBe(8)
  })

  it.each([
    ['not JSON', '{', 400],
    ['another message', { type: 'heartbeat', revision: 1 }, 400],
    ['a count of nothing', batch([{ flag: 'a', count: 0 }]), 400],
    ['a short id', batch([], { id: 'short' }), 400],
    ['a field that nobody knows', batch([], { secret: 1 }), 400],
    ['too much', batch([], { padding: 'x'.repeat(70_000) }), 413],
  ])('is refused when it is %s', async (_, body, status) => {
    const answer = await post(body)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  it.each([
    ['no key that it knows', 'bunting_server_unknown', 401],
    ['no key at all', '', 401],
  ])('is refused with %s', async (_, key, status) => {
    expect((await post(batch([]), { key })).status).toBe(status)
  })

  it('is refused with a revoked key', async () => {
    const { key, id } = await server.admin.createSdkKey('server')
    expect((await post(batch([]), { key })).status).toBe(202)
    await server.admin.request('DELETE', `${PRODUCTION}/sdk-keys/${id}`)
    await waitFor(async () => (await post(batch([]), { key })).status === 403, {
      what: 'the key to be refused',
    })
  })

  it('can be sent from a page of any origin', async () => {
    const response = await fetch(`${server.url}/sdk/v1/events`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('what cannot be true', () => {
  it('of a client key is not counted: variants that the flag does not have', async () => {
    const flag = await newFlag()
    const counts = [
      { flag, variant: 'on', count: 1 },
      { flag, variant: 'made-up', count: 50 },
      { flag, variant: 'made\u0000up', count: 50 },
    ]
    expect((await post(batch(counts), { key: clientKey })).status).toBe(202)
    expect(await totalOf(flag)).toBe(1)
  })

  it('of names and numbers spoils nothing for the others', async () => {
    const flag = await newFlag()
    const forged = Array.from({ length: 40 }, () =>
      post(batch([{ flag, variant: 'on', count: Number.MAX_SAFE_INTEGER }]), { key: clientKey }),
    )
    const unreadable = [
      { flag: 'nul\u0000', count: 1, errorCode: 'FLAG_NOT_FOUND' },
      { flag: '\ud800', count: 1, errorCode: 'FLAG_NOT_FOUND' },
      { flag, count: 1, errorCode: 'MADE_UP' },
    ]
    const answers = await Promise.all([...forged, post(batch(unreadable))])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    const { series } = await evaluations(flag)
    expect(series.find(({ errorCode }) => errorCode === 'GENERAL')?.total).toBe(1)
  })
})

describe('a flag that does not exist', () => {
  it('is listed with who asked for it, until it is made or forgotten', async () => {
    const counts = [
      { flag: 'new chekout', count: 4, errorCode: 'FLAG_NOT_FOUND' },
      { flag: 'to-be-made', count: 1, errorCode: 'FLAG_NOT_FOUND' },
    ]
    const { send, stored } = await stream()
    send(batch(counts))
    await waitFor(() => stored.length === 1, { what: 'the batch to be stored' })
    await post(batch(counts))
    expect(await unknownFlags()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          key: 'new chekout',
          count: 8,
          sdk: 'by-hand 1',
          application: 'shop 2.4.1',
          archived: false,
          fromClients: false,
        }),
      ]),
    )
    await server.admin.createFlag({ key: 'to-be-made', type: 'boolean' })
    const path = `${PRODUCTION}/unknown-flags/${encodeURIComponent('new chekout')}`
    expect((await server.admin.request('DELETE', path)).status).toBe(204)
    const keys = (await unknownFlags()).map(({ key }) => key)
    expect(keys).not.toContain('new chekout')
    expect(keys).not.toContain('to-be-made')
  })

  it('may have a name that takes all 256 characters, and is forgotten all the same', async () => {
    const key = `${'ü/'.repeat(127)}xx`
    await post(batch([{ flag: key, count: 1, errorCode: 'FLAG_NOT_FOUND' }]))
    expect((await unknownFlags()).map((one) => one.key)).toContain(key)
    const path = `${PRODUCTION}/unknown-flags/${encodeURIComponent(key)}`
    expect((await server.admin.request('DELETE', path)).status).toBe(204)
    expect((await unknownFlags()).map((one) => one.key)).not.toContain(key)
  })

  it('is called archived when it was there once', async () => {
    const flag = await newFlag()
    await server.admin.request('POST', `/projects/default/flags/${flag}/archive`)
    await post(batch([{ flag, count: 1, errorCode: 'FLAG_NOT_FOUND' }]))
    expect(await unknownFlags()).toEqual(
      expect.arrayContaining([expect.objectContaining({ key: flag, archived: true })]),
    )
  })

  it('cannot fill the disk: a few hundred names are kept, and those of client keys push out no others', async () => {
    const names = (prefix: string, from: number) =>
      Array.from({ length: 300 }, (_, index) => ({
        flag: `${prefix}-${from + index}`,
        count: 1,
        errorCode: 'FLAG_NOT_FOUND',
      }))
    await post(batch(names('server', 0), { agoMs: 60_000 }))
    await post(batch(names('server', 300)))
    await post(batch(names('client', 0)), { key: clientKey })
    await post(batch(names('client', 300)), { key: clientKey })
    const kept = await unknownFlags()
    expect(kept.filter(({ fromClients }) => fromClients)).toHaveLength(50)
    const fromServers = kept.filter(({ fromClients }) => !fromClients)
    expect(fromServers).toHaveLength(200)
    expect(fromServers.every(({ key }) => Number(key.split('-')[1]) >= 300)).toBe(true)
  })
})

describe('reading', () => {
  it('tells of many flags at once, by the hour, and when each was last seen', async () => {
    const [seen, never] = [await newFlag(), await newFlag()]
    await post(batch([{ flag: seen, variant: 'on', count: 6 }]))
    const answer = await get<EvaluationsOfFlags>(`evaluations?flags=${seen},${never}`)
    expect(answer.flags.map(({ key, total, counts }) => [key, total, counts.length])).toEqual([
      [seen, 6, 24],
      [never, 0, 24],
    ])
    expect(answer.flags.map(({ lastSeenAt }) => lastSeenAt !== null)).toEqual([true, false])
    const { body } = await server.admin.request<{ lastSeenAt: object }>(
      'GET',
      `/projects/default/flags/${seen}`,
    )
    expect(Object.keys(body.lastSeenAt)).toEqual(['production'])
  })

  it.each([
    ['?from=2020-01-01T00:00:00Z&step=60', 'querystring.step'],
    ['?from=2020-01-01T00:00:00Z&step=3600', 'querystring.step'],
    ['?step=61', 'querystring.step'],
    ['?from=2020-01-02T00:00:00Z&to=2020-01-01T00:00:00Z', 'querystring.from'],
    ['?from=yesterday', 'querystring.from'],
  ])('says what is wrong with %s', async (query, path) => {
    const flag = await newFlag()
    const { status, body } = await server.admin.request(
      'GET',
      `${PRODUCTION}/flags/${flag}/evaluations${query}`,
    )
    expect({ status, path: body.errors?.[0]?.path }).toEqual({ status: 400, path })
  })

  it('knows no evaluations of a flag that does not exist', async () => {
    const { body } = await server.admin.request('GET', `${PRODUCTION}/flags/none/evaluations`)
    expect(body.code).toBe('flag_not_found')
  })
})
