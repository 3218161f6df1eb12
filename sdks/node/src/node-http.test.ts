import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { HttpRequest } from '@bunting/client'
import { afterEach, expect, it } from 'vitest'
import { nodeHttp } from './node-http.ts'

const RULESET = `{"type":"snapshot"}\n${'a line of a flag – '.repeat(5_000)}`

let server: Server
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

async function serve(listener: RequestListener) {
  server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const http = nodeHttp(url, undefined, 1_000)
  return (request: Partial<HttpRequest> = {}) =>
    http({ method: 'GET', url: `${url}/sdk/v1/ruleset`, headers: {}, timeoutMs: 5_000, ...request })
}

it.each([
  ['br', brotliCompressSync],
  ['gzip', gzipSync],
  ['identity', (body: string) => body],
])('reads an answer that comes as %s', async (encoding, encode) => {
  const send = await serve((_, response) => {
    response.writeHead(200, { etag: '"e1.7.1"', 'content-encoding': encoding })
    response.end(encode(RULESET))
  })
  const retryAfterMs = undefined
  expect(await send()).toEqual({ status: 200, etag: '"e1.7.1"', retryAfterMs, body: RULESET })
})

it('sends what it is told to, and says how long it is', async () => {
  const seen: unknown[] = []
  const send = await serve(({ method, headers }, response) => {
    seen.push({ method, headers })
    response.writeHead(202).end('{"stored":["1"]}')
  })
  const headers = { authorization: 'Bearer k', 'content-type': 'application/json' }
  const answer = await send({ method: 'POST', headers, body: '{"type":"€"}' })
  expect(answer).toMatchObject({ status: 202, body: '{"stored":["1"]}' })
  const length = { 'content-length': '14', 'accept-encoding': 'br, gzip' }
  expect(seen).toMatchObject([{ method: 'POST', headers: { ...headers, ...length } }])
})

it('answers with any status, and with how long to wait', async () => {
  const dates = ['7', new Date(Date.now() + 60_000).toUTCString(), 'soon']
  const send = await serve((_, response) => {
    response.writeHead(503, { 'retry-after': dates.shift() ?? '' }).end()
  })
  expect(await send()).toMatchObject({ status: 503, retryAfterMs: 7_000, body: '' })
  const { retryAfterMs } = await send()
  expect(retryAfterMs).toBeGreaterThan(50_000)
  expect(retryAfterMs).toBeLessThanOrEqual(60_000)
  expect((await send()).retryAfterMs).toBe(undefined)
})

it('keeps one connection for the next request, and asks again when it was closed meanwhile', async () => {
  const connections: Socket[] = []
  let cut = false
  const send = await serve(({ socket }, response) => {
    if (cut) {
      cut = false
      socket.resetAndDestroy()
    } else response.end('ok')
  })
  server.on('connection', (socket) => connections.push(socket))
  await send()
  await send()
  expect(connections).toHaveLength(1)
  cut = true
  expect(await send()).toMatchObject({ status: 200, body: 'ok' })
  expect(connections).toHaveLength(2)
})

it('rejects when there is no answer in time, none at all, or half of one', async () => {
  const send = await serve(({ url }, response) => {
    if (url === '/half') response.writeHead(200, { 'content-length': '100' }).write('half')
    if (url === '/cut') response.socket?.destroy()
    if (url === '/garbled') response.writeHead(200, { 'content-encoding': 'br' }).end('no brotli')
  })
  const at = (path: string) => ({ url: `http://127.0.0.1:${port}${path}`, timeoutMs: 50 })
  const { port } = server.address() as AddressInfo
  await expect(send(at('/silent'))).rejects.toThrow('no answer within 50 ms')
  await expect(send(at('/half'))).rejects.toThrow('no answer within 50 ms')
  await expect(send({ ...at('/cut'), timeoutMs: 5_000 })).rejects.toThrow('socket hang up')
  await expect(send({ ...at('/garbled'), timeoutMs: 5_000 })).rejects.toThrow()
})

it('rejects an answer without end, however small it travels', async () => {
  const bomb = gzipSync(Buffer.alloc(101 * 1024 * 1024), { level: 1 })
  const send = await serve((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
  })
  await expect(send()).rejects.toThrow('more than 104857600 bytes')
})

it('lets go of a connection it does not wait for any longer', async () => {
  const send = await serve(() => {})
  const connected = once(server, 'connection')
  await expect(send({ timeoutMs: 30 })).rejects.toThrow('no answer')
  const [socket] = await connected
  if (!socket.destroyed) await once(socket, 'close')
})
