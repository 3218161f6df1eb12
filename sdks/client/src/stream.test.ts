import { describe, expect, it } from 'vitest'
import type { ClientOptions } from './client-options.ts'
import { createClient } from './create-client.ts'
import type { OpenSocket, SocketEvents, Warning } from './ports.ts'
import { flagServing } from './testing/flag-serving.ts'
import { createManualTime } from './testing/manual-time.ts'
import { createMemoryWire } from './testing/memory-wire.ts'
import { type Content, checksumOf, deltaFrame, snapshotFrame } from './testing/server-messages.ts'

const OPTIONS: ClientOptions = {
  url: 'https://flags.example/bunting/',
  key: 'server-key-1',
  sdk: { name: '@bunting/node', version: '0.1.0' },
  instance: 'web-1:42',
}

/** `count` serves its revision, so that an answer tells which revision it is of. */
function contentAt(revision: number, more: Partial<Content> = {}): Content {
  return { revision, flags: [flagServing('count', revision)], ...more }
}

function deltaBetween(from: number, to: number): string {
  return deltaFrame(contentAt(from), contentAt(to))
}

function startClient(options: Partial<ClientOptions> = {}) {
  const time = createManualTime()
  const wire = createMemoryWire()
  const warnings: Warning[] = []
  const warn = (warning: Warning) => void warnings.push(warning)
  const ports = { openSocket: wire.openSocket, time, random: () => 0.5, warn }
  const client = createClient({ ...OPTIONS, ...options }, ports)
  client.start()
  time.advance(0)
  return {
    client,
    time,
    wire,
    warnings,
    count: () => client.value('count', -1),
    /** What the client said on its latest socket. */
    said: () => wire.last().received,
    alive: () => wire.sockets.filter((socket) => socket.isAlive()).length,
  }
}

function startReady(options: Partial<ClientOptions> = {}) {
  const started = startClient(options)
  const socket = started.wire.last()
  socket.accept()
  socket.send(snapshotFrame(contentAt(5)))
  return { ...started, socket }
}

describe('connecting', () => {
  it('opens one socket with the sub-protocol, under the path of the url', () => {
    const { wire } = startClient()
    expect(wire.sockets).toHaveLength(1)
    const { url, protocol } = wire.last()
    expect({ url, protocol }).toEqual({
      url: 'wss://flags.example/bunting/sdk/v1/stream',
      protocol: 'bunting.v1',
    })
  })

  it('says who it is, and keeps the key out of the hello where a header carries it', () => {
    const { wire, said } = startClient({ application: { name: 'shop', version: '2' } })
    wire.last().accept()
    expect(said()).toEqual([
      {
        type: 'hello',
        sdk: { name: '@bunting/node', version: '0.1.0' },
        instance: 'web-1:42',
        application: { name: 'shop', version: '2' },
      },
    ])
  })

  it('says the key in the hello where no header can', () => {
    const { wire, said } = startClient({ keyInHello: true })
    wire.last().accept()
    expect(said()[0]).toMatchObject({ type: 'hello', key: 'server-key-1' })
  })

  it('says what it holds when it comes back', () => {
    const { socket, time, wire, said } = startReady()
    socket.close(1012)
    time.advance(100)
    wire.last().accept()
    expect(said()[0]).toMatchObject({
      holds: { epoch: 'e1', revision: 5, checksum: checksumOf(contentAt(5)) },
    })
  })

  it('is one socket when it is started, closed and started before anything else happens', async () => {
    const time = createManualTime()
    const wire = createMemoryWire()
    const ports = { openSocket: wire.openSocket, time, random: () => 0.5, warn: () => {} }
    const client = createClient(OPTIONS, ports)
    client.start()
    client.start()
    const closed = client.close()
    client.start()
    await closed
    time.advance(1)
    expect(wire.sockets).toHaveLength(1)
    expect(wire.last().isAlive()).toBe(true)
  })

  it('never has two attempts at a time, whatever fails', () => {
    const { time, wire, alive } = startClient()
    for (let n = 0; n < 200; n++) {
      time.advance(n * 37)
      expect(alive()).toBeLessThanOrEqual(1)
      expect(time.pending()).toBeLessThanOrEqual(1)
      const socket = wire.last()
      if (!socket.isAlive()) continue
      if (n % 3 === 0) socket.close()
      else if (n % 3 === 1) socket.close(1013)
    }
    expect(wire.sockets.length).toBeGreaterThan(20)
  })

  it('gives up a connection that does not open in time', () => {
    const { time, wire } = startClient({ connectTimeoutMs: 3_000 })
    time.advance(3_000)
    expect(wire.last().isAlive()).toBe(false)
    time.advance(500)
    expect(wire.sockets).toHaveLength(2)
  })

  it('does not hear what a socket says that it has let go of', () => {
    const time = createManualTime()
    const sockets: SocketEvents[] = []
    const openSocket: OpenSocket = (_url, _protocol, events) => {
      sockets.push(events)
      return { send() {}, close() {} }
    }
    const client = createClient(OPTIONS, { openSocket, time, random: () => 0, warn: () => {} })
    client.start()
    // Until the first is given up, and half of a quarter of a second more.
    time.advance(10_125)
    const [late, inHand] = sockets
    inHand?.opened()
    late?.opened()
    late?.received(snapshotFrame(contentAt(9)))
    late?.closed(4401, '')
    expect(client.status()).toMatchObject({ phase: 'starting', connected: true })
    inHand?.received(snapshotFrame(contentAt(9)))
    expect(client.status()).toMatchObject({ phase: 'ready', revision: 9 })
  })
})

describe('revisions', () => {
  it('applies a snapshot and deltas, and sends a receipt for each', () => {
    const { socket, client, count, said } = startReady()
    expect(count()).toBe(5)
    socket.send(deltaBetween(5, 6))
    expect(count()).toBe(6)
    expect(client.status()).toMatchObject({ phase: 'ready', connected: true, revision: 6 })
    expect(said().slice(1)).toEqual([
      { type: 'receipt', revision: 5, appliedMs: 0 },
      { type: 'receipt', revision: 6, appliedMs: 0 },
    ])
  })

  it('sends the receipt before it tells listeners, who may be slow', () => {
    const { socket, client, said } = startReady()
    let known: unknown
    client.subscribe(() => {
      known = said().at(-1)
    })
    socket.send(deltaBetween(5, 6))
    expect(known).toMatchObject({ type: 'receipt', revision: 6 })
  })

  it('asks for a snapshot when a delta skips a revision, once, and goes on from there', () => {
    const { socket, count, said } = startReady()
    socket.send(deltaBetween(6, 7))
    socket.send(deltaBetween(7, 8))
    expect(count()).toBe(5)
    expect(said().slice(2)).toEqual([{ type: 'resync', reason: 'gap' }])
    socket.send(snapshotFrame(contentAt(8)))
    socket.send(deltaBetween(8, 9))
    expect(count()).toBe(9)
  })

  it('ignores a delta that comes twice', () => {
    const { socket, count, said } = startReady()
    socket.send(deltaBetween(5, 6))
    socket.send(deltaBetween(5, 6))
    expect(count()).toBe(6)
    expect(said().filter(({ type }) => type === 'receipt')).toHaveLength(2)
    expect(said().some(({ type }) => type === 'resync')).toBe(false)
  })

  it('refuses an older snapshot of the same epoch', () => {
    const { socket, client, count } = startReady()
    socket.send(snapshotFrame(contentAt(4)))
    expect(count()).toBe(5)
    expect(client.status()).toMatchObject({ revision: 5 })
  })

  it('follows a new epoch, though its revisions are lower, and never the old one again', () => {
    const { socket, client, time, wire, count } = startReady()
    socket.send(snapshotFrame(contentAt(2, { epoch: 'e2' })))
    expect(count()).toBe(2)
    expect(client.status()).toMatchObject({ phase: 'ready', epoch: 'e2', revision: 2 })
    socket.send(snapshotFrame(contentAt(7)))
    expect(count()).toBe(2)
    expect(client.status()).toMatchObject({ phase: 'stale', epoch: 'e2', revision: 2 })
    time.advance(1_000)
    wire.last().accept()
    wire.last().send('{"type":"current","epoch":"e2","revision":2}')
    expect(client.status().phase).toBe('ready')
  })

  it('refuses what has not the checksum it announces, reports it, and asks for a snapshot', () => {
    const { socket, count, said, warnings } = startReady()
    socket.send(deltaBetween(5, 6).replace('"value":6', '"value":7'))
    expect(count()).toBe(5)
    expect(said().at(-1)).toEqual({ type: 'resync', reason: 'checksum' })
    expect(warnings).toMatchObject([{ cause: 'checksum-mismatch' }])
    socket.send(snapshotFrame(contentAt(6)))
    expect(count()).toBe(6)
  })

  it('does not ask for ever: a second wrong checksum makes it look elsewhere', () => {
    const { socket, client, time, wire, count } = startReady()
    socket.send(deltaBetween(5, 6).replace('"value":6', '"value":7'))
    socket.send(snapshotFrame(contentAt(6)).replace('"value":6', '"value":7'))
    expect(socket.isAlive()).toBe(false)
    expect(count()).toBe(5)
    expect(client.status().phase).toBe('stale')
    time.advance(1_000)
    expect(wire.sockets).toHaveLength(2)
  })
})

describe('messages', () => {
  it.each([
    ['text that is no JSON', 'hello'],
    ['bytes', new Uint8Array([1, 2, 3])],
    ['a missing field', '{"type":"delta","from":5}'],
    ['fewer lines than announced', snapshotFrame(contentAt(6)).split('\n')[0]],
  ])('refuses and reports %s, asks for a snapshot, and keeps answering', (_, data) => {
    const { socket, count, said, warnings } = startReady()
    socket.send(data)
    expect(count()).toBe(5)
    expect(said().at(-1)).toEqual({ type: 'resync', reason: 'malformed' })
    expect(warnings).toMatchObject([{ cause: 'malformed-message' }])
  })

  it('ignores a message of a type it does not know', () => {
    const { socket, said, warnings } = startReady()
    const before = said().length
    socket.send('{"type":"news-of-v2","flag":"count"}')
    expect(said()).toHaveLength(before)
    expect(warnings).toEqual([])
  })

  it('answers a heartbeat with one that tells what it holds', () => {
    const { socket, said } = startReady()
    socket.send('{"type":"heartbeat","revision":5}')
    expect(said().at(-1)).toEqual({ type: 'heartbeat', revision: 5 })
  })
})

describe('failures', () => {
  it('takes silence for a dead connection, and keeps answering', () => {
    const { socket, client, time, wire, count } = startReady()
    time.advance(44_999)
    expect(client.status()).toMatchObject({ phase: 'ready', ageMs: 44_999 })
    time.advance(1)
    expect(socket.isAlive()).toBe(false)
    expect(client.status()).toMatchObject({ phase: 'stale', connected: false, ageMs: 45_000 })
    expect(count()).toBe(5)
    time.advance(500)
    expect(wire.sockets).toHaveLength(2)
  })

  it('takes any message for a sign of life', () => {
    const { socket, client, time } = startReady()
    for (let n = 0; n < 10; n++) {
      time.advance(40_000)
      socket.send('{"type":"news-of-v2"}')
    }
    expect(client.status()).toMatchObject({ phase: 'ready', ageMs: 400_000 })
  })

  it('comes back at a random time within what a goodbye asks for', () => {
    const { socket, client, time, wire, warnings } = startReady()
    socket.send('{"type":"goodbye","reconnectWithinMs":8000}')
    expect(socket.isAlive()).toBe(false)
    expect(client.status().phase).toBe('stale')
    time.advance(3_999)
    expect(wire.sockets).toHaveLength(1)
    time.advance(1)
    expect(wire.sockets).toHaveLength(2)
    expect(warnings).toEqual([])
  })

  it('reports an outage once, not at every attempt, and again only after it was over', () => {
    const { socket, time, wire, warnings } = startReady()
    socket.close(1006, 'connect ECONNREFUSED')
    for (let n = 0; n < 10; n++) {
      time.advance(10_000)
      wire.last().close(1006, 'connect ECONNREFUSED')
    }
    expect(warnings).toMatchObject([{ cause: 'disconnected' }])
    expect(warnings[0]?.message).toContain('connect ECONNREFUSED')
    time.advance(10_000)
    wire.last().accept()
    wire.last().send('{"type":"heartbeat","revision":5}')
    wire.last().close()
    time.advance(10_000)
    wire.last().close()
    expect(warnings).toHaveLength(2)
  })

  it.each([
    [4401, 'unauthorized'],
    [4403, 'revoked'],
    [4406, 'protocol'],
  ])('stops for good at close code %i, says why, and keeps answering', (code, failure) => {
    const { socket, client, time, wire, warnings, count } = startReady()
    socket.close(code, 'this key was revoked')
    expect(client.status()).toMatchObject({ phase: 'failed', failure, connected: false })
    expect(count()).toBe(5)
    expect(warnings).toMatchObject([{ cause: 'failed' }])
    expect(time.pending()).toBe(0)
    client.start()
    time.advance(1_000_000)
    expect(wire.sockets).toHaveLength(1)
  })

  it('never tells the key in a warning', () => {
    const { socket, time, wire, warnings } = startReady({ keyInHello: true })
    socket.send('nonsense')
    socket.send(snapshotFrame(contentAt(6)).replace('"value":6', '"value":7'))
    time.advance(10_000)
    wire.last().close(1006)
    time.advance(10_000)
    wire.last().close(4401)
    expect(warnings.map(({ cause }) => cause)).toEqual([
      'malformed-message',
      'checksum-mismatch',
      'disconnected',
      'failed',
    ])
    expect(JSON.stringify(warnings)).not.toContain(OPTIONS.key)
  })

  it('leaves neither socket nor timer behind when it is closed', async () => {
    const connected = startReady()
    await connected.client.close()
    expect(connected.alive() + connected.time.pending()).toBe(0)
    const opening = startClient()
    await opening.client.close()
    expect(opening.alive() + opening.time.pending()).toBe(0)
    const waiting = startReady()
    waiting.socket.close()
    await waiting.client.close()
    expect(waiting.alive() + waiting.time.pending()).toBe(0)
  })
})
