import { request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { decodeFrame } from '@bunting/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { PRODUCTION } from '../support/admin-api.ts'
import { untilServed } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
let keys: Record<'server' | 'client', string>
beforeAll(async () => {
  server = await startTestServer()
  for (let index = 0; index < 10; index += 1) {
    await server.admin.createFlag({ key: `flag-${index}`, type: 'boolean', clientSide: index < 5 })
  }
  keys = {
    server: (await server.admin.createSdkKey('server')).key,
    client: (await server.admin.createSdkKey('client')).key,
  }
  await untilServed(server, keys.server)
})
afterAll(() => server.stop())

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: Buffer
}

/** As it is on the wire: `fetch` would decompress it, and add headers of its own. */
function ask(headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(`${server.url}/sdk/v1/ruleset`, { method, headers }, (response) => {
      buffer(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      }, reject)
    })
      .on('error', reject)
      .end()
  })
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

async function streamed(key: string): Promise<string> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sdk/v1/stream`, 'bunting.v1')
  let text: string | undefined
  socket.on('message', (data) => {
    text ??= data.toString()
  })
  socket.on('open', () =>
    socket.send(
      JSON.stringify({ type: 'hello', key, sdk: { name: 's', version: '1' }, instance: 'i' }),
    ),
  )
  const snapshot = await waitFor(() => text, { what: 'a snapshot' })
  socket.terminate()
  return snapshot
}

describe('GET /sdk/v1/ruleset', () => {
  it.each(['server', 'client'] as const)(
    'answers a %s key byte for byte what the stream sends',
    async (kind) => {
      const { status, headers, body } = await ask(bearer(keys[kind]))
      expect(status).toBe(200)
      expect(body.toString()).toBe(await streamed(keys[kind]))
      const { header, lines } = decodeFrame(body.toString())
      const { epoch, revision, checksum } = header as Record<string, unknown>
      expect(lines).toHaveLength(kind === 'server' ? 10 : 5)
      expect(headers).toMatchObject({
        'content-type': 'text/plain; charset=utf-8',
        'content-length': String(body.length),
        'cache-control': 'private, no-cache',
        vary: 'authorization, accept-encoding',
        etag: `"${epoch}.${revision}.${checksum}"`,
      })
    },
  )

  it('compresses as the client likes it, to the same text', async () => {
    const plain = (await ask(bearer(keys.server))).body
    const br = await ask({ ...bearer(keys.server), 'accept-encoding': 'gzip, deflate, br' })
    const gzip = await ask({ ...bearer(keys.server), 'accept-encoding': 'gzip, br;q=0' })
    expect([br, gzip].map(({ headers }) => headers['content-encoding'])).toEqual(['br', 'gzip'])
    expect(brotliDecompressSync(br.body)).toEqual(plain)
    expect(gunzipSync(gzip.body)).toEqual(plain)
    expect(br.body.length).toBeLessThan(plain.length / 4)
  })

  it('answers 304 as long as nothing changed, and 200 after', async () => {
    const first = await ask(bearer(keys.server))
    const etag = String(first.headers.etag)
    for (const sent of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await ask({ ...bearer(keys.server), 'if-none-match': sent })
      expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag])
    }
    const other = await ask({ ...bearer(keys.client), 'if-none-match': etag })
    expect(other.status).toBe(200)
    const { revision } = await server.admin.configure('flag-1', { on: true })
    const after = await waitFor(async () => {
      const answer = await ask({ ...bearer(keys.server), 'if-none-match': etag })
      return answer.status === 200 && answer
    })
    expect(String(after.headers.etag)).toContain(`.${revision}.`)
  })

  it('refuses no key, an unknown one, and one of the admin API', async () => {
    for (const headers of [{}, bearer('bunting_server_nope'), bearer(server.adminToken)]) {
      const { status, body } = await ask(headers)
      expect([status, JSON.parse(body.toString()).code]).toEqual([401, 'sdk_key_unknown'])
    }
  })

  it('refuses a key from the moment it is revoked', async () => {
    const made = await server.admin.createSdkKey('server')
    expect((await ask(bearer(made.key))).status).toBe(200)
    await server.admin.request('DELETE', `${PRODUCTION}/sdk-keys/${made.id}`)
    const { status, body } = await ask(bearer(made.key))
    expect([status, JSON.parse(body.toString()).code]).toEqual([403, 'sdk_key_revoked'])
  })

  it('may be asked by pages of any origin, and so may it be known when to come back', async () => {
    const preflight = await ask(
      {
        origin: 'https://shop.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization,if-none-match',
      },
      'OPTIONS',
    )
    expect(preflight.status).toBe(204)
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization, content-type, if-none-match',
    })
    for (const headers of [bearer(keys.client), {}]) {
      const answer = await ask({ ...headers, origin: 'https://shop.example' })
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'etag, retry-after',
      })
    }
  })
})
