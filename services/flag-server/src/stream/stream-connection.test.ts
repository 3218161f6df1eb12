import { PROTOCOL } from '@bunting/protocol'
import { beforeEach, expect, it } from 'vitest'
import { createDeliveryTracker } from '../delivery/delivery-tracker.ts'
import { createPreviewExchange } from '../previews/preview-exchange.ts'
import { type EnvironmentFeed, openEnvironmentFeed } from './environment-feed.ts'
import { LIMITS, sureMs } from './limits.ts'
import { StreamConnection } from './stream-connection.ts'

/** What a reader of WebSocket frames makes of one. */
function textOf(frame: Buffer): string {
  const short = (frame[1] ?? 0) & 0x7f
  return frame.toString('utf8', short === 126 ? 4 : short === 127 ? 10 : 2)
}

/** A socket whose reader the test plays. */
function fakeSocket() {
  const sent: string[] = []
  const flushes: (() => void)[] = []
  return {
    protocol: PROTOCOL,
    bufferedAmount: 0,
    sent,
    flushes,
    closedWith: undefined as number | undefined,
    terminated: false,
    send(message: string) {
      sent.push(message)
    },
    write(frame: Buffer) {
      sent.push(textOf(frame))
    },
    onceFlushed(then: () => void) {
      flushes.push(then)
    },
    close(code: number) {
      this.closedWith = code
    },
    terminate() {
      this.terminated = true
    },
    types: () => sent.map((text) => JSON.parse(text.split('\n')[0] ?? '').type),
  }
}

const CALLER = { headerKey: 'key', address: '192.0.2.1' }
let epoch: string
let revision: number
let now: number
let feed: EnvironmentFeed
let socket: ReturnType<typeof fakeSocket>
let connection: StreamConnection
/** What the connection hands over to be stored; the test says how that ends. */
let handed: { id: string; sdk: string | null; end: (error?: Error) => void }[]

beforeEach(async () => {
  epoch = 'e'
  revision = 1
  now = 0
  handed = []
  feed = await openEnvironmentFeed({
    environmentId: 'production',
    changesSince: async () => ({
      epoch,
      revision,
      committedAt: null,
      sinceAt: null,
      changed: [],
    }),
    onRevision: () => undefined,
    onOtherHistory: async () => undefined,
    breathe: async () => undefined,
    now: () => now,
    sureMs: sureMs(LIMITS),
  })
  socket = fakeSocket()
  connection = new StreamConnection(socket, CALLER, {
    verify: async () => ({ id: 'k', kind: 'server', environmentId: 'env' }),
    welcomes: () => true,
    takesBadKey: () => true,
    follow: async () => ({ feed, tracker: createDeliveryTracker(1, () => now) }),
    onOlderDatabase: async () => undefined,
    previews: createPreviewExchange({ now: () => now, after: () => () => undefined }),
    events: ({ id }, { sdk }) =>
      new Promise((resolve, reject) => {
        handed.push({ id, sdk, end: (error) => (error ? reject(error) : resolve()) })
      }),
    limits: LIMITS,
    now: () => now,
    inTurn: (work) => work(),
    warn: (error) => {
      throw error
    },
  })
})

async function greet(): Promise<void> {
  connection.received(
    JSON.stringify({ type: 'hello', sdk: { name: 's', version: '1' }, instance: 'i' }),
  )
  await new Promise((resolve) => setImmediate(resolve))
}

async function nextRevision(): Promise<void> {
  revision += 1
  await feed.pull()
}

it('sends a slow reader nothing more, and the newest snapshot once it has read', async () => {
  await greet()
  socket.bufferedAmount = LIMITS.maxBufferedBytes + 1
  await nextRevision()
  await nextRevision()
  await nextRevision()
  expect(socket.types()).toEqual(['snapshot'])
  socket.bufferedAmount = 0
  socket.flushes[0]?.()
  expect(socket.types()).toEqual(['snapshot', 'snapshot'])
  expect(socket.sent[1]).toContain('"revision":4')
  await nextRevision()
  expect(socket.types()).toEqual(['snapshot', 'snapshot', 'delta'])
})

it('sends the whole ruleset at once when it is of another epoch', async () => {
  await greet()
  epoch = 'restored'
  revision = 1
  await feed.pull()
  expect(socket.types()).toEqual(['snapshot', 'snapshot'])
  expect(socket.sent[1]).toContain('"epoch":"restored"')
})

it('sends a slow reader the ruleset of another epoch once it has read', async () => {
  await greet()
  socket.bufferedAmount = LIMITS.maxBufferedBytes + 1
  epoch = 'restored'
  await feed.pull()
  expect(socket.types()).toEqual(['snapshot'])
  socket.bufferedAmount = 0
  socket.flushes[0]?.()
  expect(socket.types()).toEqual(['snapshot', 'snapshot'])
  expect(socket.sent[1]).toContain('"epoch":"restored"')
})

it('cuts a reader that never reads again', async () => {
  await greet()
  socket.bufferedAmount = LIMITS.maxBufferedBytes + 1
  await nextRevision()
  now = LIMITS.silenceMs - 1
  connection.received(JSON.stringify({ type: 'heartbeat' }))
  connection.tick()
  expect(socket.terminated).toBe(false)
  now = LIMITS.silenceMs + 1
  connection.tick()
  expect(socket.terminated).toBe(true)
})

it('sends heartbeats only when it has been quiet', async () => {
  await greet()
  now = LIMITS.heartbeatMs - 1
  connection.tick()
  await nextRevision()
  now = LIMITS.heartbeatMs + 1
  connection.tick()
  expect(socket.types()).toEqual(['snapshot', 'delta'])
  now = 2 * LIMITS.heartbeatMs
  connection.tick()
  expect(socket.types()).toEqual(['snapshot', 'delta', 'heartbeat'])
})

it('says at once that what it greets with may be old, once the database does not answer', async () => {
  now = sureMs(LIMITS) + 1
  await greet()
  connection.received('{"type":"resync","reason":"malformed"}')
  expect(socket.sent.map((text) => JSON.parse(text.split('\n')[0] ?? ''))).toMatchObject([
    { type: 'snapshot' },
    { type: 'heartbeat' },
    { type: 'snapshot' },
    { type: 'heartbeat' },
  ])
  expect(socket.sent[1]).toBe('{"type":"heartbeat"}')
})

it('says goodbye before it closes, and nothing after', async () => {
  await greet()
  connection.goodbye(500)
  expect(socket.types()).toEqual(['snapshot', 'goodbye'])
  expect(socket.closedWith).toBe(1012)
  await nextRevision()
  expect(socket.types()).toEqual(['snapshot', 'goodbye'])
})

it('lets a message through that comes now and then, for ever', async () => {
  await greet()
  for (let second = 1; second < 2_000; second += 1) {
    now = second * 1_000
    connection.received(JSON.stringify({ type: 'heartbeat' }))
  }
  expect(socket.closedWith).toBeUndefined()
})

const settled = () => new Promise((resolve) => setImmediate(resolve))
const counts = (id: string) =>
  connection.received(JSON.stringify({ type: 'events', id, agoMs: 0, counts: [] }))

it('says that counts are stored once they are, and nothing of those that are not', async () => {
  await greet()
  counts('first-of-a-process')
  counts('second-of-a-process')
  await settled()
  expect(socket.types()).toEqual(['snapshot'])
  expect(handed.map(({ sdk }) => sdk)).toEqual(['s 1', 's 1'])
  handed[0]?.end(new Error('the database is away'))
  handed[1]?.end()
  await settled()
  expect(socket.sent.slice(1).map((text) => JSON.parse(text))).toEqual([
    { type: 'stored', ids: ['second-of-a-process'] },
  ])
})

it('sends heartbeats in their time, whatever else it says', async () => {
  await greet()
  now = LIMITS.heartbeatMs - 1
  connection.received(JSON.stringify({ type: 'heartbeat' }))
  counts('first-of-a-process')
  handed[0]?.end()
  await settled()
  now = LIMITS.heartbeatMs
  connection.tick()
  expect(socket.types()).toEqual(['snapshot', 'stored', 'heartbeat'])
})
