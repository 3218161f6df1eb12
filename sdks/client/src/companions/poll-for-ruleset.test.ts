import { describe, expect, it } from 'vitest'
import type { ClientOptions } from '../client-options.ts'
import { checksumOf, snapshotFrame } from '../testing/server-messages.ts'
import { contentAt, SERVER_KEY, type Started, startClient } from '../testing/start-client.ts'
import { pollForRuleset } from './poll-for-ruleset.ts'
import { recordEvents } from './record-events.ts'

const etagOf = (revision: number) => `"e1.${revision}.${checksumOf(contentAt(revision))}"`

/** Where every attempt at a socket fails as soon as it is made. */
function refuseSockets({ time, wire }: Started, ms: number): void {
  for (let passed = 0; passed < ms; passed += 50) {
    if (wire.last().isAlive()) wire.last().close(1006, 'connect ECONNREFUSED')
    time.advance(50)
  }
}

function start(options: Partial<ClientOptions> = {}) {
  return startClient(options, [pollForRuleset])
}

/** A client that could not get a socket open and has asked for the ruleset. */
function startPolling(options: Partial<ClientOptions> = {}) {
  const started = start(options)
  while (started.http.requests.length === 0) refuseSockets(started, 50)
  return started
}

/** The same, answered with revision 5. */
async function startPolled(options: Partial<ClientOptions> = {}) {
  const started = startPolling(options)
  await started.http.last().answer({ status: 200, body: snapshotFrame(contentAt(5)) })
  return started
}

describe('polling', () => {
  it('begins after three attempts in a row that never got a socket open, and not before', () => {
    const started = start()
    const { time, wire, http } = started
    for (let n = 0; n < 2; n++) {
      wire.last().close()
      while (!wire.last().isAlive()) time.advance(50)
    }
    wire.last().accept()
    wire.last().close()
    for (let n = 0; n < 2; n++) {
      while (!wire.last().isAlive()) time.advance(50)
      wire.last().close()
      time.advance(1_500)
    }
    expect(http.requests).toEqual([])
    refuseSockets(started, 20_000)
    expect(http.requests).toHaveLength(1)
  })

  it('asks with the key in a header, and does not say what it does not have', () => {
    const { http } = startPolling()
    const { method, url, headers, timeoutMs } = http.last()
    expect({ method, url, headers, timeoutMs }).toEqual({
      method: 'GET',
      url: 'https://flags.example/bunting/sdk/v1/ruleset',
      headers: { authorization: `Bearer ${SERVER_KEY}` },
      timeoutMs: 10_000,
    })
  })

  it('puts what it is answered in force, and settles ready()', async () => {
    const started = startPolling()
    const ready = started.client.ready()
    await started.http.last().answer({ status: 200, body: snapshotFrame(contentAt(5)) })
    expect(await ready).toMatchObject({
      phase: 'ready',
      connected: false,
      via: 'poll',
      revision: 5,
      ageMs: 0,
    })
    expect(started.client.value('count', -1)).toBe(5)
    expect(started.client.healthy()).toBe(true)
  })

  it('goes on every ten seconds, and is confirmed by "not modified"', async () => {
    const started = await startPolled()
    const { client, http } = started
    refuseSockets(started, 8_000)
    expect(http.requests).toHaveLength(1)
    refuseSockets(started, 4_000)
    expect(http.requests).toHaveLength(2)
    expect(http.last().headers).toMatchObject({ 'if-none-match': etagOf(5) })
    expect(client.status().ageMs).toBeGreaterThan(8_000)
    await http.last().answer({ status: 304, etag: etagOf(5) })
    expect(client.status()).toMatchObject({ phase: 'ready', via: 'poll', ageMs: 0 })
  })

  it('takes its own interval', async () => {
    const started = await startPolled({ pollMs: 2_000 })
    refuseSockets(started, 2_500)
    expect(started.http.requests).toHaveLength(2)
  })

  it('does not ask again before it was answered', () => {
    const started = startPolling()
    refuseSockets(started, 120_000)
    expect(started.http.requests).toHaveLength(1)
  })

  it('waits as long as the server asks for', async () => {
    const started = await startPolled()
    refuseSockets(started, 12_000)
    await started.http.last().answer({ status: 503, retryAfterMs: 60_000 })
    refuseSockets(started, 59_000)
    expect(started.http.requests).toHaveLength(2)
    refuseSockets(started, 2_000)
    expect(started.http.requests).toHaveLength(3)
  })
})

describe('what a poll brings', () => {
  it('never goes back within an epoch', async () => {
    const started = await startPolled()
    refuseSockets(started, 12_000)
    await started.http.last().answer({ status: 200, body: snapshotFrame(contentAt(4)) })
    expect(started.client.value('count', -1)).toBe(5)
    expect(started.client.status()).toMatchObject({ phase: 'stale', revision: 5 })
  })

  it('follows a new epoch, and the old one again only when three polls insist on it', async () => {
    const started = await startPolled()
    const restored = snapshotFrame(contentAt(2, { epoch: 'e2' }))
    refuseSockets(started, 12_000)
    await started.http.last().answer({ status: 200, body: restored })
    expect(started.client.status()).toMatchObject({ phase: 'ready', epoch: 'e2', revision: 2 })
    refuseSockets(started, 12_000)
    await started.http.last().answer({ status: 200, body: snapshotFrame(contentAt(9)) })
    expect(started.client.status()).toMatchObject({ phase: 'stale', epoch: 'e2', revision: 2 })
    for (let n = 0; n < 2; n++) {
      refuseSockets(started, 12_000)
      await started.http.last().answer({ status: 200, body: snapshotFrame(contentAt(9)) })
    }
    expect(started.client.status()).toMatchObject({ phase: 'ready', epoch: 'e1', revision: 9 })
  })

  it.each([
    ['a wrong checksum', snapshotFrame(contentAt(6)).replace('"value":6', '"value":7')],
    ['half a message', snapshotFrame(contentAt(6)).slice(0, -30)],
    ["a proxy's page", '<html>Sign in to this network</html>'],
    ['another message', '{"type":"heartbeat","revision":6}'],
    ['nothing', ''],
  ])('is refused when it is %s', async (_, body) => {
    const started = await startPolled()
    refuseSockets(started, 12_000)
    await started.http.last().answer({ status: 200, body })
    expect(started.client.value('count', -1)).toBe(5)
    expect(started.client.status()).toMatchObject({ phase: 'stale', revision: 5 })
  })

  it.each([500, 503, 404, 302])(
    'is nothing when the status is %i, and confirms nothing',
    async (status) => {
      const started = await startPolled()
      const stales: number[] = []
      started.client.onStale(({ ageMs = -1 }) => stales.push(ageMs))
      refuseSockets(started, 12_000)
      await started.http.last().answer({ status })
      expect(started.client.status()).toMatchObject({ phase: 'stale', via: undefined, revision: 5 })
      expect(stales).toHaveLength(1)
      refuseSockets(started, 12_000)
      await started.http.last().answer({ status: 304 })
      expect(started.client.status().phase).toBe('ready')
    },
  )

  it('may be no answer at all', async () => {
    const started = await startPolled()
    refuseSockets(started, 12_000)
    await started.http.last().fail()
    expect(started.client.status().phase).toBe('stale')
    refuseSockets(started, 12_000)
    expect(started.http.requests).toHaveLength(3)
  })

  it.each([
    [401, 'unauthorized'],
    [403, 'revoked'],
  ])('is the end when the server refuses the key with %i', async (status, failure) => {
    const started = await startPolled()
    refuseSockets(started, 12_000)
    await started.http.last().answer({ status })
    expect(started.client.status()).toMatchObject({ phase: 'failed', failure, revision: 5 })
    expect(started.time.pending()).toBe(0)
    expect(JSON.stringify(started.warnings)).not.toContain(SERVER_KEY)
  })
})

describe('sockets', () => {
  it('are tried on, rarely while polls pass', async () => {
    const started = await startPolled()
    const { client, time, wire, http } = started
    const before = wire.sockets.length
    const doubts: string[] = []
    client.onStale(({ phase }) => doubts.push(phase))
    for (let n = 0; n < 60; n++) {
      if (wire.last().isAlive()) wire.last().close()
      time.advance(10_000)
      if (http.pending() > 0) await http.last().answer({ status: 304 })
    }
    const tried = wire.sockets.length - before
    expect(tried).toBeGreaterThan(8)
    expect(tried).toBeLessThan(30)
    expect(doubts).toEqual([])
  })

  it('are tried as often as ever while polls fail too: that is an outage', async () => {
    const started = await startPolled()
    refuseSockets(started, 12_000)
    await started.http.last().fail()
    const before = started.wire.sockets.length
    refuseSockets(started, 120_000)
    expect(started.wire.sockets.length - before).toBeGreaterThan(12)
  })

  it('end the polling when one opens, without a moment of doubt', async () => {
    const started = await startPolled()
    const { client, time, wire, http } = started
    const phases: string[] = []
    client.onStatus(({ phase, via = '' }) => phases.push(`${phase} ${via}`))
    while (!wire.last().isAlive()) time.advance(1_000)
    const { length } = http.requests
    wire.last().accept()
    wire.last().send('{"type":"current","epoch":"e1","revision":5}')
    for (let n = 0; n < 10; n++) {
      time.advance(15_000)
      wire.last().send('{"type":"heartbeat","revision":5}')
    }
    expect(http.requests).toHaveLength(length)
    expect(phases).toEqual(['ready stream'])
    expect(wire.last().received[0]).toMatchObject({ holds: { epoch: 'e1', revision: 5 } })
  })

  it('that open while a poll is under way are not disturbed by its answer', async () => {
    const started = startPolling()
    const { client, time, wire, http } = started
    while (!wire.last().isAlive()) time.advance(100)
    wire.last().accept()
    wire.last().send(snapshotFrame(contentAt(7)))
    await http.last().answer({ status: 403 })
    expect(client.status()).toMatchObject({ phase: 'ready', via: 'stream', revision: 7 })
  })

  it('that come and go leave one poll under way, and what it was answered belongs to the past', async () => {
    const started = startPolling()
    const { client, time, wire, http } = started
    while (!wire.last().isAlive()) time.advance(100)
    wire.last().accept()
    wire.last().send(snapshotFrame(contentAt(7)))
    refuseSockets(started, 30_000)
    expect(http.requests).toHaveLength(1)
    await http.last().answer({ status: 403 })
    expect(client.status()).toMatchObject({ phase: 'stale', revision: 7 })
    refuseSockets(started, 12_000)
    expect(http.requests).toHaveLength(2)
    await http.last().answer({ status: 304 })
    expect(client.status()).toMatchObject({ phase: 'ready', via: 'poll' })
  })

  it('are not sent events before they have answered, though polls made the client ready', async () => {
    const started = await startPolled()
    started.client.accompany(recordEvents)
    const { client, time, wire } = started
    while (!wire.last().isAlive()) time.advance(1_000)
    wire.last().accept()
    client.value('count', -1)
    time.advance(12_000)
    expect(wire.last().received.map(({ type }) => type)).toEqual(['hello'])
  })
})

describe('closing', () => {
  it('ends the polling and leaves no timer', async () => {
    const started = await startPolled()
    await started.client.close()
    expect(started.time.pending()).toBe(0)
    started.time.advance(60_000)
    expect(started.http.requests).toHaveLength(1)
  })

  it('does not hear the answer to a poll that was under way', async () => {
    const started = startPolling()
    await started.client.close()
    await started.http.last().answer({ status: 200, body: snapshotFrame(contentAt(5)) })
    expect(started.client.status()).toMatchObject({ phase: 'closed', revision: undefined })
    expect(started.time.pending()).toBe(0)
  })
})

it('is not there without HTTP', () => {
  const started = startClient()
  refuseSockets(started, 60_000)
  expect(started.http.requests).toEqual([])
  expect(started.wire.sockets.length).toBeGreaterThan(10)
})
