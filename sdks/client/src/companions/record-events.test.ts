import { type ClientMessage, ClientMessage as Schema } from '@bunting/protocol'
import { describe, expect, it } from 'vitest'
import type { ClientOptions } from '../client-options.ts'
import type { MemorySocket } from '../testing/memory-wire.ts'
import { snapshotFrame } from '../testing/server-messages.ts'
import {
  acceptNext,
  contentAt,
  SERVER_KEY,
  startClient,
  startReady,
} from '../testing/start-client.ts'
import { recordEvents } from './record-events.ts'

type Events = Extract<ClientMessage, { type: 'events' }>

const CURRENT = '{"type":"current","epoch":"e1","revision":5}'

function start(options: Partial<ClientOptions> = {}) {
  return startReady(options, [recordEvents])
}

/** The batches a socket was sent, each of which the server would take. */
function batchesOn(socket: MemorySocket): Events[] {
  for (const message of socket.received) Schema.parse(message)
  return socket.received.filter((message) => message.type === 'events')
}

function storedBy(socket: MemorySocket, ...batches: readonly { id: string }[]): void {
  socket.send(JSON.stringify({ type: 'stored', ids: batches.map(({ id }) => id) }))
}

describe('evaluations', () => {
  it('are told of about every ten seconds, by flag and variant, unknown flags too', () => {
    const { client, time, socket } = start()
    for (let n = 0; n < 3; n++) client.value('count', -1)
    client.isEnabled('unknown')
    client.isEnabled('count')
    time.advance(10_000)
    const [batch] = batchesOn(socket)
    expect(batch?.counts).toEqual([
      { flag: 'count', variant: 'value', count: 3 },
      { flag: 'unknown', errorCode: 'FLAG_NOT_FOUND', count: 1 },
      { flag: 'count', errorCode: 'TYPE_MISMATCH', count: 1 },
    ])
    storedBy(socket, ...batchesOn(socket))
    client.value('count', -1)
    time.advance(10_000)
    const [, second] = batchesOn(socket)
    expect(second?.counts).toEqual([{ flag: 'count', variant: 'value', count: 1 }])
    expect(second?.id).not.toBe(batch?.id)
  })

  it('are not told of when there were none', () => {
    const { time, socket } = start()
    time.advance(40_000)
    expect(batchesOn(socket)).toEqual([])
  })

  it('before there are flags are no evaluations of any', () => {
    const started = startClient({}, [recordEvents])
    started.client.isEnabled('count')
    started.time.advance(9_000)
    acceptNext(started).send(CURRENT)
    started.time.advance(20_000)
    expect(batchesOn(started.wire.last())).toEqual([])
    expect(started.http.requests).toEqual([])
  })

  it('are not told of when the user does not want it', () => {
    const { client, time, socket } = start({ countEvaluations: false })
    client.value('count', -1)
    time.advance(60_000)
    expect(batchesOn(socket)).toEqual([])
    expect(time.pending()).toBe(1)
  })

  it('are told of at times drawn anew, between nine and eleven seconds apart', () => {
    const draws = [0.9, 0, 0.99, 0.5, 0.2, 0.7, 0.4]
    const random = () => draws[++drawn % draws.length] ?? 0
    let drawn = 0
    const { client, time, wire } = startClient({}, [recordEvents], random)
    const socket = wire.last()
    socket.accept()
    socket.send(snapshotFrame(contentAt(5)))
    const at: number[] = []
    for (let now = 0; now < 120_000; now += 200) {
      client.value('count', -1)
      const before = batchesOn(socket).length
      time.advance(200)
      if (batchesOn(socket).length > before) at.push(now)
      storedBy(socket, ...batchesOn(socket))
      socket.send('{"type":"heartbeat","revision":5}')
    }
    const gaps = at.slice(1).map((now, n) => now - (at[n] ?? 0))
    expect(gaps.length).toBeGreaterThan(8)
    expect(new Set(gaps).size).toBeGreaterThan(2)
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(9_000)
      expect(gap).toBeLessThanOrEqual(11_100)
    }
  })
})

describe('a batch', () => {
  it('is sent again, as it was, until the server says that it is stored', () => {
    const { client, time, socket } = start()
    client.value('count', -1)
    time.advance(10_000)
    const [batch] = batchesOn(socket)
    time.advance(20_000)
    expect(batchesOn(socket)).toHaveLength(1)
    socket.send('{"type":"heartbeat","revision":5}')
    time.advance(20_000)
    expect(batchesOn(socket)).toHaveLength(2)
    expect(batchesOn(socket)[1]).toMatchObject({ id: batch?.id, counts: batch?.counts })
    if (batch) storedBy(socket, batch)
    socket.send('{"type":"heartbeat","revision":5}')
    time.advance(40_000)
    expect(batchesOn(socket)).toHaveLength(2)
  })

  it('is sent again on a new connection, and says how long it waited', () => {
    const started = start()
    started.client.value('count', -1)
    started.time.advance(10_000)
    const [batch] = batchesOn(started.socket)
    started.socket.close(1012)
    const socket = acceptNext(started)
    socket.send(CURRENT)
    started.time.advance(10_000)
    expect(batchesOn(socket)).toMatchObject([{ id: batch?.id, counts: batch?.counts }])
    expect(batchesOn(socket)[0]?.agoMs).toBeGreaterThan(5_000)
    expect(started.http.requests).toEqual([])
  })

  it('does not go out before the server has answered the hello', () => {
    const started = start()
    started.socket.close(1012)
    const socket = acceptNext(started)
    started.client.value('count', -1)
    started.time.advance(11_000)
    expect(batchesOn(socket)).toEqual([])
    socket.send(CURRENT)
    started.time.advance(11_000)
    expect(batchesOn(socket)).toHaveLength(1)
  })

  it('waits for those before it: ten are under way at most', () => {
    const { client, time, socket } = start()
    const many = Array.from({ length: 12_000 }, (_, n) => `flag-${n}`)
    for (const key of many) client.isEnabled(key)
    time.advance(10_000)
    expect(batchesOn(socket)).toHaveLength(10)
    storedBy(socket, ...batchesOn(socket).slice(0, 4))
    expect(batchesOn(socket)).toHaveLength(14)
    for (let n = 0; n < 10; n++) storedBy(socket, ...batchesOn(socket))
    const flags = batchesOn(socket).flatMap(({ counts }) => counts.map(({ flag }) => flag))
    expect(new Set(flags).size).toBe(12_000)
  })
})

describe('while the stream is down', () => {
  function startCut(options: Partial<ClientOptions> = {}) {
    const started = start(options)
    started.client.value('count', -1)
    started.socket.close()
    return started
  }

  it('batches go by HTTP, with the key in a header, and not again once stored', async () => {
    const { time, http } = startCut()
    time.advance(10_000)
    expect(http.requests).toHaveLength(1)
    const { method, url, headers, body } = http.last()
    expect({ method, url, headers }).toEqual({
      method: 'POST',
      url: 'https://flags.example/bunting/sdk/v1/events',
      headers: { authorization: `Bearer ${SERVER_KEY}`, 'content-type': 'application/json' },
    })
    const counts = [{ flag: 'count', variant: 'value', count: 1 }]
    expect(Schema.parse(JSON.parse(body ?? ''))).toMatchObject({ type: 'events', counts })
    await http.last().answer({ status: 202 })
    time.advance(60_000)
    expect(http.requests).toHaveLength(1)
  })

  it('there is one request at a time, the oldest batch first', async () => {
    const { client, time, http } = startCut()
    time.advance(10_000)
    for (let n = 0; n < 3; n++) {
      client.value('count', -1)
      time.advance(10_000)
    }
    expect(http.requests).toHaveLength(1)
    for (let n = 0; n < 4; n++) {
      expect(http.pending()).toBe(1)
      await http.last().answer({ status: 202 })
    }
    expect(http.requests).toHaveLength(4)
    const ages = http.requests.slice(1).map(({ body }) => JSON.parse(body ?? '').agoMs)
    expect(ages).toEqual(ages.toSorted((a, b) => b - a))
    expect(http.pending()).toBe(0)
  })

  it('a server that cannot take them is asked again later and later, under the same id', async () => {
    const { time, http, warnings } = startCut()
    const idOf = () => JSON.parse(http.last().body ?? '').id
    time.advance(10_000)
    const id = idOf()
    await http.last().fail()
    time.advance(10_000)
    expect(http.requests).toHaveLength(2)
    await http.last().answer({ status: 503, retryAfterMs: 45_000 })
    time.advance(44_000)
    expect(http.requests).toHaveLength(2)
    time.advance(12_000)
    expect(http.requests).toHaveLength(3)
    for (let n = 0; n < 12; n++) {
      await http.last().answer({ status: 429 })
      time.advance(310_000)
    }
    const { length } = http.requests
    await http.last().answer({ status: 429 })
    time.advance(140_000)
    expect(http.requests).toHaveLength(length)
    time.advance(20_000)
    expect(idOf()).toBe(id)
    expect(warnings.filter(({ cause }) => cause === 'events-lost')).toEqual([])
  })

  it.each([400, 401, 403, 413])(
    'what it refuses with %i is forgotten, with one warning',
    async (status) => {
      const { client, time, http, warnings } = startCut()
      time.advance(10_000)
      await http.last().answer({ status })
      client.value('count', -1)
      time.advance(10_000)
      await http.last().answer({ status })
      time.advance(60_000)
      expect(http.requests).toHaveLength(2)
      const lost = warnings.filter(({ cause }) => cause === 'events-lost')
      expect(lost).toHaveLength(1)
      expect(JSON.stringify(lost)).not.toContain(SERVER_KEY)
    },
  )

  it('they wait in memory where there is no HTTP, and none is lost', () => {
    const started = startCut()
    started.time.advance(300_000)
    for (let n = 0; n < 10; n++) started.client.value('count', -1)
    const socket = acceptNext(started)
    socket.send(CURRENT)
    void started.http.last().fail()
    for (let n = 0; n < 20; n++) {
      started.time.advance(1_000)
      storedBy(socket, ...batchesOn(socket))
    }
    const counted = batchesOn(socket).flatMap(({ counts }) => counts)
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(11)
  })
})

describe('closing', () => {
  it('sends what there is on the open socket, waits for nothing, and leaves no timer', async () => {
    const { client, time, socket } = start()
    client.value('count', -1)
    await client.close()
    expect(batchesOn(socket)).toMatchObject([{ agoMs: 0, counts: [{ flag: 'count', count: 1 }] }])
    expect(time.pending()).toBe(0)
  })

  it('sends again what is on its way: perhaps it was not stored, and nobody will ask later', async () => {
    const { client, time, socket } = start()
    client.value('count', -1)
    time.advance(11_000)
    const [batch] = batchesOn(socket)
    await client.close()
    expect(batchesOn(socket).map(({ id }) => id)).toEqual([batch?.id, batch?.id])
  })

  it('sends one request that may outlive the page when there is no socket', async () => {
    const { client, time, socket, http } = start()
    client.value('count', -1)
    socket.close()
    await client.close()
    expect(http.requests).toMatchObject([{ method: 'POST', keepalive: true }])
    expect(time.pending()).toBe(0)
  })

  it('keeps what was not stored for the next start', async () => {
    const started = start()
    started.client.value('count', -1)
    await started.client.close()
    const [batch] = batchesOn(started.socket)
    started.client.start()
    started.time.advance(0)
    const socket = acceptNext(started)
    socket.send(CURRENT)
    started.time.advance(10_000)
    expect(batchesOn(socket)).toMatchObject([{ id: batch?.id }])
  })

  it('for good, by a key that was revoked, sends nothing more', () => {
    const { client, time, socket, http } = start()
    client.value('count', -1)
    socket.close(4403)
    time.advance(600_000)
    expect(http.requests).toEqual([])
    expect(time.pending()).toBe(0)
  })
})

it('may come later than the client, and tells of what was asked before', () => {
  const { client, time, socket } = startReady({}, [], contentAt(5))
  client.value('count', -1)
  time.advance(5_000)
  client.accompany(recordEvents)
  time.advance(10_000)
  expect(batchesOn(socket)).toMatchObject([{ counts: [{ flag: 'count', count: 1 }] }])
})
