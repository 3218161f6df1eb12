import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { readOperations } from '../fuzz/operations.ts'
import { type Writes, watchWrites } from '../fuzz/writes.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const PERSON = { name: 'Ana', email: 'ana@shop.example', password: 'correct horse battery' }
const EVIL = 'https://evil.example'

let server: TestServer
let cookie: string
let writes: Writes
beforeAll(async () => {
  server = await startTestServer()
  const token = new URL(server.setupUrl ?? '').hash.replace('#token=', '')
  const made = await fetch(`${server.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...PERSON, token }),
  })
  cookie = cookiesOf(made)
  writes = await watchWrites(server.databaseUrl)
})
afterAll(async () => {
  await writes.stop()
  await server.stop()
})

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

/** Every operation that is no GET, with something in the place of each parameter. */
async function changingRoutes() {
  const { operations } = await readOperations(server.url)
  return operations
    .filter(({ method, isForSdks }) => method !== 'GET' && !isForSdks)
    .map(({ method, path, name }) => ({ method, name, path: path.replace(/\{\w+\}/g, 'default') }))
}

async function call(method: string, path: string, headers: Record<string, string>) {
  const type = headers['content-type'] ?? 'application/json'
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { cookie, ...headers, 'content-type': type },
    body: '{}',
  })
  const text = await response.text()
  return { status: response.status, code: text ? JSON.parse(text).code : undefined }
}

describe('a route that changes something', () => {
  it.each([
    ['another origin', { origin: EVIL }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['another site that hides its origin', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
  ])('refuses a page of %s, every one of them', async (_, headers) => {
    const routes = await changingRoutes()
    expect(routes.length).toBeGreaterThan(40)
    await writes.since()
    for (const { method, path, name } of routes) {
      const refused = await call(method, path, headers)
      expect({ name, ...refused }).toEqual({ name, status: 403, code: 'cross_origin' })
    }
    expect(await writes.since()).toEqual([])
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'takes no %s, which a form of another site could send',
    async (type) => {
      await writes.since()
      for (const { method, path, name } of await changingRoutes()) {
        const { status } = await call(method, path, { 'content-type': type, origin: server.url })
        // Some say first that there is no such thing.
        expect([name, [403, 404, 415].includes(status)]).toEqual([name, true])
      }
      expect(await writes.since()).toEqual([])
    },
  )

  it('counts no cookie where SDKs send what they counted, from whatever page', async () => {
    for (const origin of [EVIL, server.url]) {
      const refused = await call('POST', '/sdk/v1/events', { origin })
      expect(refused).toEqual({ status: 401, code: 'sdk_key_unknown' })
    }
  })

  it('answers its own page, and scripts that say nothing of where they are', async () => {
    const project = '/api/v1/projects/default'
    const rename = (headers: Record<string, string>) =>
      fetch(`${server.url}${project}`, {
        method: 'PATCH',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ name: 'Shop' }),
      })
    const own = { origin: server.url, 'sec-fetch-site': 'same-origin' }
    expect((await rename(own)).status).toBe(200)
    expect((await rename({})).status).toBe(200)
  })

  it('takes a token wherever the request is from: a page cannot make a browser send one', async () => {
    const headers = { authorization: `Bearer ${server.adminToken}`, origin: EVIL }
    const answer = await fetch(`${server.url}/api/v1/projects`, { headers })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })
})

it('reads nothing to a page of another origin', async () => {
  const answer = await fetch(`${server.url}/api/v1/projects`, { headers: { cookie, origin: EVIL } })
  expect(answer.status).toBe(403)
  expect(await answer.text()).not.toContain('default')
})

it('lets a link of another site lead here', async () => {
  const headers = { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  expect((await fetch(`${server.url}/api/v1/projects`, { headers })).status).toBe(200)
})

it.each([EVIL, 'null', 'http://127.0.0.1:1'])('opens no live socket to %s', async (origin) => {
  const address = `${server.url.replace('http', 'ws')}/api/v1/projects/default/live`
  const socket = new WebSocket(address, { headers: { cookie }, origin })
  socket.on('error', () => undefined)
  const [, response] = await once(socket, 'unexpected-response')
  expect(response.statusCode).toBe(403)
  socket.terminate()
})

it('gives cookies that scripts cannot read and other sites do not send', async () => {
  const { email, password } = PERSON
  const answer = await fetch(`${server.url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ email, password }),
  })
  const cookies = answer.headers.getSetCookie()
  expect(cookies.length).toBeGreaterThan(0)
  for (const one of cookies) {
    expect(one).toMatch(/; HttpOnly/i)
    expect(one).toMatch(/; SameSite=(Lax|Strict)/i)
    expect(one).not.toMatch(/; Domain=/i)
  }
})
