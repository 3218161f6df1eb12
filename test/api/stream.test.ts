import { decodeFrame, PROTOCOL } from '@bunting/protocol'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { PRODUCTION } from '../support/admin-api.ts'
import { untilServed } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

const LIMITS = { helloMs: 1_500, heartbeatMs: 300, silenceMs: 3_000, burst: 50, perSecond: 10 }

let server: TestServer
let key: string
beforeAll(async () => {
  server = await startTestServer({ limits: LIMITS })
  await server.admin.createFlag({ key: 'one', type: 'boolean' })
  key = (await server.admin.createSdkKey('server')).key
  await untilServed(server, key)
})
afterAll(() => server.stop())

interface RawSocket {
  readonly received: {
    readonly header: { type: string; [name: string]: unknown }
    lines: readonly string[]
  }[]
  readonly closeCode: () => number | undefined
  send(message: unknown): void
  of(type: string): Promise<{ header: Record<string, unknown>; lines: readonly string[] }>
  closed(): Promise<number>
  readonly socket: WebSocket
}

/** A WebSocket that speaks by hand. */
async function connect(options: { key?: string; protocol?: string } = {}): Promise<RawSocket> {
  const socket = new WebSocket(
    `${server.url.replace('http', 'ws')}/sdk/v1/stream`,
    options.protocol ?? PROTOCOL,
    {
      headers: options.key === undefined ? {} : { authorization: `Bearer ${options.key}` },
    },
  )
  const received: RawSocket['received'] = []
  let code: number | undefined
  socket.on('message', (data) =>
    received.push(decodeFrame(data.toString()) as RawSocket['received'][number]),
  )
  socket.on('close', (closeCode) => {
    code = closeCode
  })
  socket.on('error', () => undefined)
  onTestFinished(() => socket.terminate())
  await waitFor(() => socket.readyState !== WebSocket.CONNECTING, { what: 'the socket to open' })
  return {
    received,
    socket,
    closeCode: () => code,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    of: (type) =>
      waitFor(() => received.find(({ header }) => header.type === type), { what: `a ${type}` }),
    closed: () => waitFor(() => code, { what: 'the socket to close' }),
  }
}

const hello = (more: object = {}) => ({
  type: 'hello',
  sdk: { name: 'by-hand', version: '1' },
  instance: 'test',
  ...more,
})

describe('a stream', () => {
  it('answers hello with a snapshot, and with current who holds that', async () => {
    const first = await connect({ key })
    first.send(hello())
    const { header, lines } = await first.of('snapshot')
    expect(lines.map((line) => JSON.parse(line).key)).toEqual(['one'])
    const { epoch, revision, checksum } = header
    const second = await connect({ key })
    second.send(hello({ holds: { epoch, revision, checksum } }))
    expect((await second.of('current')).header).toEqual({ type: 'current', epoch, revision })
  })

  it('sends a snapshot to who holds another checksum, epoch or revision', async () => {
    const first = await connect({ key })
    first.send(hello())
    const { epoch, revision, checksum } = (await first.of('snapshot')).header as Record<
      string,
      number
    >
    for (const holds of [
      { epoch, revision, checksum: ((checksum ?? 0) + 1) % 2 ** 32 },
      { epoch: 'another', revision, checksum },
      { epoch, revision: (revision ?? 0) - 1, checksum },
    ]) {
      const next = await connect({ key })
      next.send(hello({ holds }))
      await next.of('snapshot')
    }
  })

  it('takes the key from the header or from hello', async () => {
    const browser = await connect()
    browser.send(hello({ key }))
    await browser.of('snapshot')
  })

  it('greets the quiet with heartbeats that carry the revision', async () => {
    const quiet = await connect({ key })
    quiet.send(hello())
    const { header } = await quiet.of('heartbeat')
    expect(header.revision).toBe((await quiet.of('snapshot')).header.revision)
  })

  it('answers resync with a snapshot', async () => {
    const lost = await connect({ key })
    lost.send(hello())
    await lost.of('snapshot')
    lost.send({ type: 'resync', reason: 'gap' })
    await waitFor(
      () => lost.received.filter(({ header }) => header.type === 'snapshot').length === 2,
    )
  })

  it('shows a client key only what is for client-side SDKs, without the names of rules', async () => {
    await server.admin.createFlag({ key: 'secret-plan', type: 'boolean', clientSide: false })
    await server.admin.configure('one', {
      rules: [{ name: 'for the big customer', conditions: [], serve: { variant: 'on' } }],
    })
    const client = await server.admin.createSdkKey('client')
    await untilServed(server, key)
    const browser = await connect()
    browser.send(hello({ key: client.key }))
    const { lines } = await browser.of('snapshot')
    expect(lines.map((line) => JSON.parse(line).key)).toEqual(['one'])
    expect(lines.join()).not.toMatch(/secret-plan|big customer/)
    await server.admin.request('PATCH', '/projects/default/flags/one', { clientSide: false })
    await waitFor(
      () => browser.received.some(({ header }) => String(header.removedFlags) === 'one'),
      { what: 'a delta without the flag' },
    )
    await server.admin.request('PATCH', '/projects/default/flags/one', { clientSide: true })
  })
})

describe('a bad peer', () => {
  it.each([
    ['is not JSON', 'hello?', 4400],
    ['is of an unknown type', { type: 'dance' }, 4400],
    ['has a field too many', hello({ colour: 'red' }), 4400],
    ['comes before hello', { type: 'receipt', revision: 1, appliedMs: 1 }, 4400],
    ['is too large', 'x'.repeat(70_000), 1009],
    ['is a hello without a key', hello(), 4401],
    ['is a hello with an unknown key', hello({ key: 'bunting_server_nope' }), 4401],
  ])('whose message %s is closed', async (_what, message, code) => {
    const peer = await connect()
    peer.send(message)
    expect(await peer.closed()).toBe(code)
  })

  it('that sends bytes, a second hello, or far too much is closed', async () => {
    const bytes = await connect({ key })
    bytes.socket.send(Buffer.from([1, 2, 3]))
    expect(await bytes.closed()).toBe(4400)
    const twice = await connect({ key })
    twice.send(hello())
    twice.send(hello())
    expect(await twice.closed()).toBe(4400)
    const flood = await connect({ key })
    flood.send(hello())
    await flood.of('snapshot')
    for (let index = 0; index < 200; index += 1) flood.send({ type: 'heartbeat' })
    expect(await flood.closed()).toBe(4429)
  })

  it('that says nothing is closed, before hello and after', async () => {
    const [mute, deaf] = [await connect({ key }), await connect({ key })]
    deaf.send(hello())
    expect(await mute.closed()).toBe(4408)
    expect(await deaf.closed()).toBe(4408)
  })

  it('that speaks another protocol is told for good', async () => {
    const other = await connect({ key, protocol: 'bunting.v0' })
    expect(await other.closed()).toBe(4406)
  })

  it('costs the others nothing', async () => {
    const good = await connect({ key })
    good.send(hello())
    await good.of('snapshot')
    const bad = await connect({ key })
    bad.send('nonsense')
    await bad.closed()
    await server.admin.configure('one', { on: true })
    await good.of('delta')
    expect(good.closeCode()).toBeUndefined()
  })
})

describe('a revoked key', () => {
  it('has its sockets closed with a code that stops retrying, and opens no more', async () => {
    const made = await server.admin.createSdkKey('server')
    const before = await connect({ key: made.key })
    before.send(hello())
    await before.of('snapshot')
    await server.admin.request('DELETE', `${PRODUCTION}/sdk-keys/${made.id}`)
    expect(await before.closed()).toBe(4403)
    const after = await connect({ key: made.key })
    after.send(hello())
    expect(await after.closed()).toBe(4403)
  })
})

describe('receipts', () => {
  it('add up to a delivery, and name those that are behind', async () => {
    const [prompt, slow] = [await connect({ key }), await connect({ key })]
    for (const [name, socket] of Object.entries({ prompt, slow })) {
      socket.send(hello({ instance: name }))
      const { header } = await socket.of('snapshot')
      socket.send({ type: 'receipt', revision: header.revision, appliedMs: 1 })
    }
    const { revision } = await server.admin.configure('one', { on: false })
    await prompt.of('delta')
    prompt.send({ type: 'receipt', revision, appliedMs: 0.4 })
    await waitFor(async () => {
      const delivery = await server.admin.delivery(revision)
      expect(delivery).toMatchObject({
        connected: 2,
        applied: 1,
        laggards: [{ instance: 'slow', sdk: 'by-hand 1' }],
      })
      expect(delivery.p99Ms).toBeGreaterThan(0)
      return true
    })
    slow.send({ type: 'receipt', revision, appliedMs: 0.4 })
    await waitFor(async () => {
      expect(await server.admin.delivery(revision)).toMatchObject({
        connected: 2,
        applied: 2,
        laggards: [],
      })
      return true
    })
  })
})
