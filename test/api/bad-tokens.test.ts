import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { ServiceTokenCreated } from '@bunting/flag-server/access/access-schemas.ts'
import { PROTOCOL } from '@bunting/protocol'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { openBeside } from '../support/beside.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

const LIMITS = { signIn: 6, api: 1_000, sdk: 10 }
/** Good tokens and bad ones come from here, as from an office. */
const OFFICE = '203.0.113.1'
const BAD_TOKEN = `bunting_service_abcdefgh_${'x'.repeat(32)}`
const BAD_KEY = `bunting_server_${'x'.repeat(32)}`

let server: TestServer
beforeEach(async () => {
  // Its own for each test: what was used up stays so for a while.
  server = await startTestServer({ config: { rateLimits: LIMITS, trustProxy: 1 } })
  onTestFinished(() => server.stop())
})

const from = (token: string, address = OFFICE) => ({
  authorization: `Bearer ${token}`,
  'x-forwarded-for': address,
})

function call(path: string, token: string, address?: string): Promise<Response> {
  return fetch(`${server.url}${path}`, { headers: from(token, address) })
}
const readProjects = (token: string, address?: string) => call('/api/v1/projects', token, address)
const poll = (key: string, address?: string) => call('/sdk/v1/ruleset', key, address)

async function makeToken(): Promise<ServiceTokenCreated> {
  const wanted = { name: 'ci', memberships: [{ role: 'viewer' }] }
  const { body } = await server.admin.request<ServiceTokenCreated>(
    'POST',
    '/projects/default/tokens',
    wanted,
  )
  return body
}

/** Of so many answers the statuses; of those that refuse for haste, that they say when to come back. */
async function statuses(count: number, ask: () => Promise<Response>): Promise<number[]> {
  const all: number[] = []
  for (let n = 0; n < count; n += 1) {
    const { status, headers } = await ask()
    if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    all.push(status)
  }
  return all
}
const times = (count: number, status: number) => Array<number>(count).fill(status)
const REFUSED = [...times(LIMITS.signIn, 401), ...times(20, 429)]

describe('API tokens that open nothing', () => {
  it('are refused by address after a few, and no good token beside them is', async () => {
    const { token } = await makeToken()
    expect(await statuses(REFUSED.length, () => readProjects(BAD_TOKEN))).toEqual(REFUSED)
    const problem = await (await readProjects(BAD_TOKEN)).json()
    expect(problem.code).toBe('too_many_requests')
    expect(await statuses(20, () => readProjects(token))).toEqual(times(20, 200))
    expect((await readProjects(server.adminToken)).status).toBe(200)
    expect((await readProjects(BAD_TOKEN, '192.0.2.2')).status).toBe(401)
  })

  it('are those that were revoked, too, and keep nobody beside them from signing in', async () => {
    const { id, token } = await makeToken()
    await server.admin.request('DELETE', `/projects/default/tokens/${id}`)
    expect(await statuses(REFUSED.length, () => readProjects(token))).toEqual(REFUSED)
    const signIn = await fetch(`${server.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': OFFICE },
      body: JSON.stringify({ email: 'ana@shop.example', password: 'x' }),
    })
    expect(signIn.status).toBe(401)
  })

  it('do not keep a live socket open whose token is revoked meanwhile', async () => {
    const { id, token } = await makeToken()
    const live = `${server.url.replace('http', 'ws')}/api/v1/projects/default/live`
    const socket = new WebSocket(live, { headers: from(token) })
    onTestFinished(() => socket.terminate())
    let code: number | undefined
    socket.on('close', (closed) => {
      code = closed
    })
    await once(socket, 'message')
    expect(await statuses(REFUSED.length, () => readProjects(BAD_TOKEN))).toEqual(REFUSED)
    await server.admin.request('DELETE', `/projects/default/tokens/${id}`)
    await waitFor(() => code === 4403, { what: 'the live socket closes' })
  })
})

describe('SDK keys that open nothing', () => {
  const dial = (headers: Record<string, string>): WebSocket => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sdk/v1/stream`, PROTOCOL, {
      headers,
    })
    onTestFinished(() => socket.terminate())
    return socket.on('error', () => undefined)
  }
  /** What a socket hears after its hello: the type of a message, or the code it is closed with. */
  async function hello(socket: WebSocket, key?: string): Promise<string | number> {
    await once(socket, 'open')
    const heard = Promise.race([once(socket, 'message'), once(socket, 'close')])
    const sdk = { name: 'by-hand', version: '1' }
    socket.send(JSON.stringify({ type: 'hello', sdk, instance: 'i', ...(key && { key }) }))
    const [first] = await heard
    return typeof first === 'number' ? first : JSON.parse(String(first).split('\n')[0] ?? '').type
  }
  const withoutKey = { 'x-forwarded-for': OFFICE }

  it('are refused by address after a few, and use up nothing of what good keys need', async () => {
    const { key } = await server.admin.createSdkKey('server')
    expect(await statuses(REFUSED.length, () => poll(BAD_KEY))).toEqual(REFUSED)
    // All of what the limit of SDKs gives an address is left.
    expect(await statuses(LIMITS.sdk, () => poll(key))).toEqual(times(LIMITS.sdk, 200))
    expect((await poll(BAD_KEY, '192.0.2.2')).status).toBe(401)
  })

  it('are refused by what they send, too', async () => {
    const send = () => fetch(`${server.url}/sdk/v1/events`, { method: 'POST', headers: from('no') })
    expect(await statuses(REFUSED.length, send)).toEqual(REFUSED)
  })

  it('get a close code, then no socket at all; good keys get theirs', async () => {
    const { key } = await server.admin.createSdkKey('server')
    for (let n = 0; n < LIMITS.signIn; n += 1) {
      expect(await hello(dial(from(BAD_KEY)))).toBe(4401)
    }
    const refused = dial(from(BAD_KEY))
    const [, response] = await once(refused, 'unexpected-response')
    expect([response.statusCode, Number(response.headers['retry-after']) > 0]).toEqual([429, true])
    expect(await hello(dial(from(key)))).toBe('snapshot')
  })

  it('are told to come back later where they come with hello, as browsers send them', async () => {
    const { key } = await server.admin.createSdkKey('client')
    for (let n = 0; n < LIMITS.signIn; n += 1) {
      expect(await hello(dial(withoutKey), BAD_KEY)).toBe(4401)
    }
    for (let n = 0; n < LIMITS.sdk; n += 1) {
      expect(await hello(dial(withoutKey), BAD_KEY)).toBe(1013)
    }
    expect(await hello(dial(withoutKey), key)).toBe('snapshot')
  })
})

describe('made-up ones, each another, from many addresses at once', () => {
  const MANY = 60
  const address = (n: number) => `192.0.2.${n}`

  /** What they are looked up in waits meanwhile; the rest of the server must not. */
  async function whileNobodyReads(
    table: string,
    ask: () => Promise<Response>[],
  ): Promise<number[]> {
    const transaction = await openBeside(server.databaseUrl)
    await transaction.query(`lock table ${table} in access exclusive mode`)
    const asked = await transaction.begin(Promise.all(ask()), 2)
    for (let n = 0; n < 20; n += 1) {
      expect((await server.admin.request('GET', '/projects')).status).toBe(200)
    }
    await transaction.letGo()
    return (await asked.outcome).map(({ status }) => status)
  }

  it('leave the database to others, and a good SDK key among them is good', async () => {
    const { key } = await server.admin.createSdkKey('server')
    const answers = await whileNobodyReads('sdk_keys', () => [
      ...times(MANY, 0).map((_, n) =>
        poll(`bunting_server_${randomBytes(16).toString('hex')}`, address(n)),
      ),
      poll(key, address(0)),
    ])
    expect(answers).toEqual([...times(MANY, 401), 200])
  })

  it('leave the database to others, and a good API token among them is good', async () => {
    const { token } = await makeToken()
    const answers = await whileNobodyReads('api_tokens', () => [
      ...times(MANY, 0).map((_, n) =>
        readProjects(
          `bunting_service_${randomBytes(4).toString('hex')}_${'x'.repeat(32)}`,
          address(n),
        ),
      ),
      readProjects(token, address(0)),
    ])
    expect(answers).toEqual([...times(MANY, 401), 200])
  })
})
