import { once } from 'node:events'
import { PROTOCOL } from '@bunting/protocol'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const PERSON = { name: 'Ana', email: 'ana@shop.example', password: 'correct horse battery' }
const LIMITS = { signIn: 6, api: 20, sdk: 10 }

let server: TestServer
let headers: Record<string, string>
beforeEach(async () => {
  // Its own for each test: what was used up stays so for a minute.
  server = await startTestServer({ config: { rateLimits: LIMITS, trustProxy: 1 } })
  onTestFinished(() => server.stop())
  headers = { 'content-type': 'application/json' }
})

/** As a proxy passes it on that adds the address it was asked by. */
function signIn(email: string, password: string, forwarded = '203.0.113.1'): Promise<Response> {
  return fetch(`${server.url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { ...headers, 'x-forwarded-for': forwarded },
    body: JSON.stringify({ email, password }),
  })
}

async function statuses(count: number, ask: (n: number) => Promise<Response>): Promise<number[]> {
  const all: number[] = []
  for (let n = 0; n < count; n += 1) all.push((await ask(n)).status)
  return all
}

async function makeAna(): Promise<void> {
  const token = new URL(server.setupUrl ?? '').hash.replace('#token=', '')
  const body = JSON.stringify({ ...PERSON, token })
  const made = await fetch(`${server.url}/api/v1/setup`, { method: 'POST', headers, body })
  expect(made.status).toBe(201)
}

describe('signing in', () => {
  it('is refused after too many wrong passwords, with a problem that says how long to wait', async () => {
    await makeAna()
    expect(await statuses(3, () => signIn(PERSON.email, 'wrong horse battery'))).toEqual([
      401, 401, 401,
    ])
    const refused = await signIn(PERSON.email, PERSON.password)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    const waitS = Number(refused.headers.get('retry-after'))
    expect(waitS).toBeGreaterThan(0)
    expect(waitS).toBeLessThanOrEqual(60)
    expect((await refused.json()).code).toBe('too_many_requests')
  })

  it('is refused alike whether there is such an account or not', async () => {
    const known = await statuses(5, () => signIn(PERSON.email, 'wrong horse battery', '192.0.2.1'))
    const unknown = await statuses(5, () => signIn('no@body.example', 'x', '192.0.2.2'))
    expect(unknown).toEqual(known)
  })

  it('stays open to the owner of an account that somebody else guesses at', async () => {
    await makeAna()
    const guesses = await statuses(50, () => signIn(PERSON.email, 'guess guess guess', '192.0.2.9'))
    expect(guesses.at(-1)).toBe(429)
    expect((await signIn(PERSON.email, PERSON.password)).status).toBe(200)
  })

  it('counts by the address that the proxy saw, whatever else a client writes into the header', async () => {
    const lies = await statuses(12, (n) =>
      signIn(`person-${n}@shop.example`, 'x', `10.0.0.${n}, 203.0.113.7`),
    )
    expect(lies.filter((status) => status === 401)).toHaveLength(LIMITS.signIn)
    expect(lies.at(-1)).toBe(429)
  })
})

it('believes no header when there is no proxy', async () => {
  const bare = await startTestServer({ config: { rateLimits: LIMITS, trustProxy: false } })
  onTestFinished(() => bare.stop())
  const all = await statuses(12, (n) =>
    fetch(`${bare.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { ...headers, 'x-forwarded-for': `10.0.0.${n}` },
      body: JSON.stringify({ email: `person-${n}@shop.example`, password: 'x' }),
    }),
  )
  expect(all.at(-1)).toBe(429)
})

it('lets each token use the API so often, whatever its address and whatever others do', async () => {
  await makeAna()
  const cookie = (await signIn(PERSON.email, PERSON.password)).headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const asToken = (n: number) =>
    fetch(`${server.url}/api/v1/projects`, {
      headers: { authorization: `Bearer ${server.adminToken}`, 'x-forwarded-for': `10.0.0.${n}` },
    })
  const all = await statuses(LIMITS.api + 5, asToken)
  expect(all.filter((status) => status === 200).length).toBeGreaterThanOrEqual(LIMITS.api)
  const refused = await asToken(0)
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
  const other = await fetch(`${server.url}/api/v1/projects`, { headers: { cookie } })
  expect(other.status).toBe(200)
})

describe('SDKs', () => {
  const poll = (key: string, address: string) =>
    fetch(`${server.url}/sdk/v1/ruleset`, {
      headers: { authorization: `Bearer ${key}`, 'x-forwarded-for': address },
    })

  it('are held to a pace by address, and pages can read how long to wait', async () => {
    // Two: what each may do by itself is as much as their address may.
    const { key } = await server.admin.createSdkKey('server')
    const { key: other } = await server.admin.createSdkKey('client')
    const all = await statuses(LIMITS.sdk, (n) => poll(n % 2 === 0 ? key : other, '192.0.2.1'))
    expect(new Set(all)).toEqual(new Set([200]))
    const refused = await poll(key, '192.0.2.1')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('access-control-allow-origin')).toBe('*')
    expect(refused.headers.get('access-control-expose-headers')).toContain('retry-after')
    expect((await poll(key, '192.0.2.2')).status).toBe(200)
  })

  it('are held to a pace by key, from however many addresses', async () => {
    const { key } = await server.admin.createSdkKey('server')
    const all = await statuses(LIMITS.sdk + 1, (n) => poll(key, `10.0.0.${n}`))
    expect(all).toEqual([...Array(LIMITS.sdk).fill(200), 429])
  })

  it('are refused a socket before it is one, and told to come back after its hello', async () => {
    const { key } = await server.admin.createSdkKey('server')
    const dial = (address: string) =>
      new WebSocket(`${server.url.replace('http', 'ws')}/sdk/v1/stream`, PROTOCOL, {
        headers: { authorization: `Bearer ${key}`, 'x-forwarded-for': address },
      })
    await statuses(LIMITS.sdk, () => poll(key, '192.0.2.1'))
    const refused = dial('192.0.2.1')
    refused.on('error', () => undefined)
    const [, response] = await once(refused, 'unexpected-response')
    expect([response.statusCode, Number(response.headers['retry-after']) > 0]).toEqual([429, true])
    const greeted = dial('192.0.2.2')
    await once(greeted, 'open')
    const sdk = { name: 'by-hand', version: '1' }
    greeted.send(JSON.stringify({ type: 'hello', sdk, instance: 'i' }))
    const [code] = await once(greeted, 'close')
    expect(code).toBe(1013)
    refused.terminate()
  })
})
