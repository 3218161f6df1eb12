import { describe, expect, it } from 'vitest'
import type { Status } from './feature-flags.ts'
import { deltaFrame, snapshotFrame } from './testing/server-messages.ts'
import { acceptNext, contentAt, startClient, startReady } from './testing/start-client.ts'

const CURRENT = '{"type":"current","epoch":"e1","revision":5}'
const beatAt = (revision: number) => `{"type":"heartbeat","revision":${revision}}`

function hear(listen: (listener: (status: Status) => void) => () => void): Status[] {
  const heard: Status[] = []
  listen((status) => heard.push(status))
  return heard
}

describe('the age of flags', () => {
  it('counts from the last time the server confirmed them', () => {
    const { client, time, socket } = startReady()
    time.advance(10_000)
    expect(client.status()).toMatchObject({ phase: 'ready', via: 'stream', ageMs: 10_000 })
    socket.send(beatAt(5))
    expect(client.status().ageMs).toBe(0)
    time.advance(7_000)
    socket.send(deltaFrame(contentAt(5), contentAt(6)))
    expect(client.status().ageMs).toBe(0)
  })

  it.each([
    ['a message of a later version', '{"type":"news-of-v2"}'],
    ['counts that were stored', '{"type":"stored","ids":[]}'],
    ['a heartbeat with an older revision', beatAt(4)],
    ['a heartbeat of another epoch', '{"type":"heartbeat","epoch":"e2","revision":5}'],
    ['an older snapshot', snapshotFrame(contentAt(4))],
  ])('is not shortened by %s', (_, message) => {
    const { client, time, socket } = startReady()
    time.advance(10_000)
    socket.send(message)
    expect(client.status()).toMatchObject({ phase: 'ready', ageMs: 10_000 })
  })

  it('grows through an outage, and starts anew when the server is back', () => {
    const { client, time, wire, socket } = startReady()
    socket.close()
    time.advance(10_000)
    expect(client.status()).toMatchObject({ phase: 'stale', via: undefined, ageMs: 10_000 })
    wire.last().accept()
    expect(client.status().ageMs).toBe(10_000)
    wire.last().send(CURRENT)
    expect(client.status()).toMatchObject({ phase: 'ready', ageMs: 0 })
  })

  it('of restored flags counts on from their own', () => {
    const saved = snapshotFrame(contentAt(5))
    const { client, time } = startClient()
    expect(client.restore(saved, 60_000)).toBe(true)
    time.advance(5_000)
    expect(client.status()).toMatchObject({ phase: 'stale', ageMs: 65_000 })
    const unknown = startClient()
    unknown.client.restore(saved)
    expect(unknown.client.status()).toMatchObject({ revision: 5, ageMs: undefined })
  })

  it('is kept by a client that was closed', async () => {
    const { client, time } = startReady()
    await client.close()
    time.advance(3_000)
    expect(client.status()).toMatchObject({ phase: 'closed', ageMs: 3_000 })
  })
})

describe('flags that are no longer confirmed', () => {
  it('are told of once an outage', () => {
    const { client, time, wire, socket } = startReady()
    const heard = hear(client.onStale)
    socket.close()
    for (let n = 0; n < 5; n++) {
      time.advance(10_000)
      wire.last().close()
    }
    expect(heard).toMatchObject([{ phase: 'stale', revision: 5, ageMs: 0 }])
    time.advance(10_000)
    wire.last().accept()
    wire.last().send(CURRENT)
    wire.last().close()
    expect(heard).toHaveLength(2)
  })

  it('are told of when a second heartbeat knows a newer revision, until that is here', () => {
    const { client, time, socket } = startReady()
    const heard = hear(client.onStale)
    time.advance(15_000)
    socket.send(beatAt(6))
    expect(client.status()).toMatchObject({ phase: 'ready', ageMs: 15_000 })
    time.advance(15_000)
    socket.send(beatAt(6))
    expect(client.status()).toMatchObject({ phase: 'stale', connected: true, ageMs: 30_000 })
    expect(heard).toHaveLength(1)
    expect(socket.received.at(-1)).toMatchObject({ type: 'resync' })
    socket.send(snapshotFrame(contentAt(6)))
    expect(client.status()).toMatchObject({ phase: 'ready', revision: 6, ageMs: 0 })
  })

  it('are told of when the key was revoked, and not when the client is closed', async () => {
    const revoked = startReady()
    const heard = hear(revoked.client.onStale)
    revoked.socket.close(4403)
    expect(heard).toMatchObject([{ phase: 'failed' }])
    const closed = startReady()
    const heardOfClosed = hear(closed.client.onStale)
    await closed.client.close()
    expect(heardOfClosed).toEqual([])
  })

  it('are told of to nobody who has left, and what a listener throws harms nobody', () => {
    const { client, socket, warnings } = startReady()
    client.onStale(() => {
      throw new Error('a bug of the user')
    })
    const gone: Status[] = []
    client.onStale((status) => gone.push(status))()
    const heard = hear(client.onStale)
    socket.close()
    expect(heard).toHaveLength(1)
    expect(gone).toEqual([])
    expect(warnings).toMatchObject([{ cause: 'listener-threw' }])
  })
})

describe('a limit of staleness', () => {
  it('is told of when it is passed, once, and again only after a confirmation', () => {
    const started = startReady({ maxStalenessMs: 60_000 })
    const { client, time, socket } = started
    const heard = hear(client.onStale)
    socket.close()
    time.advance(59_999)
    expect(heard).toMatchObject([{ ageMs: 0 }])
    expect(client.healthy()).toBe(true)
    time.advance(1)
    expect(heard).toMatchObject([{ ageMs: 0 }, { phase: 'stale', ageMs: 60_000 }])
    expect(client.healthy()).toBe(false)
    time.advance(600_000)
    expect(heard).toHaveLength(2)
    const again = acceptNext(started)
    again.send(CURRENT)
    expect(client.healthy()).toBe(true)
    again.close()
    time.advance(60_000)
    expect(heard).toHaveLength(4)
  })

  it('is not passed while heartbeats come', () => {
    const { client, time, socket } = startReady({ maxStalenessMs: 20_000 })
    const heard = hear(client.onStale)
    for (let n = 0; n < 10; n++) {
      time.advance(15_000)
      socket.send(beatAt(5))
    }
    expect(heard).toEqual([])
    expect(client.healthy()).toBe(true)
  })

  it('holds for restored flags: for those of unknown age at once', () => {
    const saved = snapshotFrame(contentAt(5))
    const young = startClient({ maxStalenessMs: 60_000 })
    young.client.restore(saved, 50_000)
    const heard = hear(young.client.onStale)
    expect(young.client.healthy()).toBe(true)
    young.time.advance(10_000)
    expect(young.client.healthy()).toBe(false)
    expect(heard).toHaveLength(1)
    const unknown = startClient({ maxStalenessMs: 60_000 })
    unknown.client.restore(saved)
    expect(unknown.client.healthy()).toBe(false)
  })

  it('may be longer than a timer can count', () => {
    const { client, time, socket } = startReady({ maxStalenessMs: 5_000_000_000 })
    const heard = hear(client.onStale)
    socket.close(4403)
    time.advance(4_999_999_999)
    expect(client.healthy()).toBe(false)
    expect(heard).toHaveLength(1)
    time.advance(1)
    expect(heard).toHaveLength(2)
  })

  it('leaves no timer behind', async () => {
    const { client, time } = startReady({ maxStalenessMs: 60_000 })
    await client.close()
    expect(time.pending()).toBe(0)
  })
})

describe('health without a limit', () => {
  it('needs flags, and a server that has not refused this client', () => {
    const { client, wire } = startClient()
    expect(client.healthy()).toBe(false)
    wire.last().accept()
    wire.last().send(snapshotFrame(contentAt(5)))
    expect(client.healthy()).toBe(true)
    wire.last().close()
    expect(client.healthy()).toBe(true)
    const refused = startReady()
    refused.socket.close(4401)
    expect(refused.client.healthy()).toBe(false)
  })
})

describe('decisions', () => {
  it('say that they are stale while nobody confirms them, and keep their reason', () => {
    const { client, time, wire, socket } = startReady()
    const fresh = client.decide('count')
    expect(fresh.flagMetadata).not.toHaveProperty('stale')
    socket.close()
    const stale = client.decide('count')
    expect(stale).toEqual({ ...fresh, flagMetadata: { ...fresh.flagMetadata, stale: true } })
    expect(client.decide('count')).toBe(stale)
    expect(client.forContext({}).decide('count')).toBe(stale)
    expect(client.value('count', -1)).toBe(5)
    time.advance(1_000)
    wire.last().accept()
    wire.last().send(CURRENT)
    expect(client.decide('count')).toBe(fresh)
  })

  it('that are errors say so too, and those before any flags do not', () => {
    const { client, socket } = startReady()
    socket.close()
    expect(client.decide('unknown')).toMatchObject({
      errorCode: 'FLAG_NOT_FOUND',
      flagMetadata: { stale: true },
    })
    const early = startClient()
    expect(early.client.decide('count').flagMetadata).toEqual({})
  })
})
