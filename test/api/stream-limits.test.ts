import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { decodeFrame, PROTOCOL } from '@bunting/protocol'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

const LIMITS = {
  helloMs: 1_000,
  burst: 50,
  perSecond: 10,
  maxConnections: 3,
  maxBufferedBytes: 256 * 1024,
}

let server: TestServer
let key: string
beforeAll(async () => {
  server = await startTestServer({ limits: LIMITS })
  await server.admin.createFlag({
    key: 'large',
    type: 'string',
    variants: { off: 'x'.repeat(400_000), on: 'on' },
  })
  await server.admin.createFlag({ key: 'small', type: 'boolean' })
  key = (await server.admin.createSdkKey('server')).key
})
afterAll(() => server.stop())

const address = () => `${server.url.replace('http', 'ws')}/sdk/v1/stream`
const dial = () => {
  const socket = new WebSocket(address(), PROTOCOL, { headers: { authorization: `Bearer ${key}` } })
  socket.on('error', () => undefined)
  onTestFinished(() => socket.terminate())
  return socket
}

interface Header {
  readonly type: string
  readonly revision: number
  readonly to: number
}

/** A socket that was greeted, and what it has read. */
async function stream(): Promise<{ socket: WebSocket; headers: Header[] }> {
  const socket = dial()
  const headers: Header[] = []
  socket.on('message', (data) => headers.push(decodeFrame(data.toString()).header as Header))
  await once(socket, 'open')
  const sdk = { name: 'by-hand', version: '1' }
  socket.send(JSON.stringify({ type: 'hello', sdk, instance: 'i' }))
  await waitFor(() => headers.length > 0, { what: 'a snapshot' })
  return { socket, headers }
}

const gone = async (...sockets: WebSocket[]) => {
  for (const socket of sockets) socket.terminate()
  // The server has room again a moment later.
  await waitFor(async () => {
    const probe = dial()
    const opened = await Promise.race([
      once(probe, 'open').then(() => true),
      once(probe, 'unexpected-response').then(() => false),
    ])
    probe.terminate()
    return opened
  })
}

it('refuses one socket too many before it is one, with a problem that says when to come back', async () => {
  const held = [await stream(), await stream(), await stream()]
  const refused = dial()
  const [, response] = await once(refused, 'unexpected-response')
  let text = ''
  for await (const part of response) text += part
  expect(response.statusCode).toBe(503)
  expect(response.headers['retry-after']).toMatch(/^\d+$/)
  expect(JSON.parse(text).code).toBe('too_many_connections')
  await gone(...held.map(({ socket }) => socket))
})

it('cuts a connection that never asks for anything', async () => {
  const silent = connectTcp(Number(new URL(server.url).port), '127.0.0.1')
  const half = connectTcp(Number(new URL(server.url).port), '127.0.0.1')
  half.write('GET /sdk/v1/stream HTTP/1.1\r\nHost: x\r\n')
  for (const socket of [silent, half]) {
    socket.resume()
    socket.on('error', () => undefined)
    onTestFinished(() => void socket.destroy())
  }
  await Promise.all([once(silent, 'close'), once(half, 'close')])
})

it('does not wait long for a flooding peer to close its end', async () => {
  const { socket } = await stream()
  const good = await stream()
  // A peer that ignores what it is told, and goes on.
  let open = true
  const closed = once(socket, 'close').then(() => {
    open = false
  })
  Object.assign(socket, { close: () => undefined })
  const raw = Reflect.get(socket, '_socket')
  raw.removeAllListeners('data')
  const frame = Buffer.concat([
    Buffer.from([0x81, 0x80 | 20, 0, 0, 0, 0]),
    Buffer.from('{"type":"heartbeat"}'),
  ])
  while (open) {
    raw.write(frame)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await closed
  expect(good.socket.readyState).toBe(WebSocket.OPEN)
  await gone(good.socket)
})

it('sends the newest state and nothing else to who did not read for long; others wait for nothing', async () => {
  const [slow, prompt] = [await stream(), await stream()]
  slow.socket.pause()
  const times: number[] = []
  const toggles = 60
  let newest = 0
  for (let index = 0; index < toggles; index += 1) {
    const { revision } = await server.admin.configure('large', { on: index % 2 === 0 })
    const answeredAt = performance.now()
    await waitFor(() => prompt.headers.some(({ to }) => to === revision), { pollMs: 1 })
    times.push(performance.now() - answeredAt)
    newest = revision
  }
  expect(times.sort((a, b) => a - b)[toggles / 2]).toBeLessThan(100)
  const readBefore = slow.headers.length
  slow.socket.resume()
  await waitFor(() => slow.headers.some(({ revision }) => revision === newest), {
    what: 'the newest snapshot',
  })
  const read = slow.headers.slice(readBefore)
  expect(read.at(-1)).toMatchObject({ type: 'snapshot', revision: newest })
  // What was in the system's buffers comes first: a few megabytes of some 24.
  expect(read.length).toBeLessThan(toggles / 2)
  await server.admin.configure('small', { on: true })
  await waitFor(() => slow.headers.at(-1)?.type === 'delta', { what: 'deltas again' })
  await gone(slow.socket, prompt.socket)
})
