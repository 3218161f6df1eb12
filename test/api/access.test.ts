import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const PERSON = { name: 'Ana', email: 'ana@shop.example', password: 'correct horse battery' }

function call(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${server.url}/api/v1${path}`, init)
}

function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

async function codeOf(response: Response): Promise<[number, string]> {
  const { code } = (await response.json()) as { code: string }
  return [response.status, code]
}

describe('the one-time link', () => {
  const token = () => new URL(server.setupUrl ?? '').hash.replace('#token=', '')

  it('refuses other tokens, and passwords that are too short', async () => {
    expect(await codeOf(await post('/setup', { ...PERSON, token: 'guess' }))).toEqual([
      401,
      'setup_token_invalid',
    ])
    expect(
      await codeOf(await post('/setup', { ...PERSON, token: token(), password: 'short' })),
    ).toEqual([400, 'invalid_request'])
  })

  it('makes the first administrator, signed in, and works once', async () => {
    const answers = await Promise.all([
      post('/setup', { ...PERSON, token: token() }),
      post('/setup', { ...PERSON, token: token() }),
    ])
    expect(answers.map(({ status }) => status).sort()).not.toEqual([201, 201])
    const made = answers.find(({ status }) => status === 201)
    const cookie =
      made?.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ') ?? ''
    expect(await (await call('/me', { headers: { cookie } })).json()).toMatchObject({
      type: 'user',
      email: PERSON.email,
    })
    expect(await (await call('/setup')).json()).toEqual({ needed: false })
    expect((await codeOf(await post('/setup', { ...PERSON, token: token() })))[1]).toBe(
      'setup_done',
    )
  })

  it('leaves no token and no password in the answer or the cookie', async () => {
    const response = await post('/sign-in', { email: PERSON.email, password: PERSON.password })
    const said = JSON.stringify(await response.json()) + JSON.stringify([...response.headers])
    expect(said).not.toContain(PERSON.password)
    expect(
      response.headers
        .getSetCookie()
        .every((one) => /HttpOnly/i.test(one) && /SameSite=Lax/i.test(one)),
    ).toBe(true)
  })
})

describe('signing in', () => {
  async function signIn(): Promise<string> {
    const response = await post('/sign-in', { email: PERSON.email, password: PERSON.password })
    expect(response.status).toBe(200)
    return response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
  }

  it('says the same of a wrong password and an unknown address', async () => {
    const wrong = await post('/sign-in', { email: PERSON.email, password: 'wrong horse battery' })
    const unknown = await post('/sign-in', {
      email: 'nobody@shop.example',
      password: PERSON.password,
    })
    expect(await wrong.json()).toEqual(await unknown.json())
    expect(wrong.status).toBe(401)
  })

  it('lets a session use the admin API until it signs out', async () => {
    const cookie = await signIn()
    expect((await call('/projects', { headers: { cookie } })).status).toBe(200)
    const out = await post('/sign-out', undefined, { cookie })
    expect(out.status).toBe(204)
    const left = out.headers.getSetCookie().filter((one) => !/Max-Age=0/i.test(one))
    expect(left).toEqual([])
  })

  it('refuses a session that another origin makes the browser send', async () => {
    const cookie = await signIn()
    const headers = { cookie, origin: 'https://evil.example' }
    expect(await codeOf(await call('/projects', { headers }))).toEqual([403, 'cross_origin'])
    expect((await call('/projects', { headers: { cookie, origin: server.url } })).status).toBe(200)
  })
})

describe('the admin token', () => {
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

  it('opens the admin API; nothing else does', async () => {
    expect((await call('/projects', bearer(server.adminToken))).status).toBe(200)
    expect(await codeOf(await call('/projects'))).toEqual([401, 'unauthorized'])
    expect(await codeOf(await call('/projects', bearer(`${server.adminToken}x`)))).toEqual([
      401,
      'unauthorized',
    ])
    expect(
      await codeOf(await call('/projects', { headers: { authorization: 'Basic Zm9v' } })),
    ).toEqual([401, 'unauthorized'])
  })

  it('is not what an SDK key is', async () => {
    const { key } = await server.admin.createSdkKey('server')
    expect(await codeOf(await call('/projects', bearer(key)))).toEqual([403, 'sdk_key_not_allowed'])
  })
})

describe('requests that are no requests', () => {
  it('answers broken JSON, other media types and huge bodies with what is wrong', async () => {
    const headers = { authorization: `Bearer ${server.adminToken}` }
    const json = { ...headers, 'content-type': 'application/json' }
    const flags = '/projects/default/flags'
    const send = async (body: string, more: Record<string, string>) =>
      codeOf(await call(flags, { method: 'POST', headers: more, body }))
    expect(await send('{"key":', json)).toEqual([400, 'invalid_request'])
    expect(await send('<flag/>', { ...headers, 'content-type': 'text/xml' })).toEqual([
      415,
      'unsupported_media_type',
    ])
    expect(await send(`"${'x'.repeat(2_000_000)}"`, json)).toEqual([413, 'payload_too_large'])
    const deep = `{"key":"deep","type":"json","variants":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`
    expect(await send(deep, json)).toEqual([400, 'invalid_request'])
  })
})
