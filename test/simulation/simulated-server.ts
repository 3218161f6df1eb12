import { createDeliveryTracker } from '@bunting/flag-server/delivery/delivery-tracker.ts'
import type { SdkKey } from '@bunting/flag-server/sdk-keys/sdk-keyring.ts'
import type { EnvironmentFeed } from '@bunting/flag-server/stream/environment-feed.ts'
import { openEnvironmentFeed } from '@bunting/flag-server/stream/environment-feed.ts'
import type { FollowedEnvironment } from '@bunting/flag-server/stream/feeds.ts'
import { LIMITS, sureMs } from '@bunting/flag-server/stream/limits.ts'
import { StreamConnection } from '@bunting/flag-server/stream/stream-connection.ts'
import type { StreamSocket } from '@bunting/flag-server/stream/stream-socket.ts'
import type { Events } from '@bunting/protocol'
import type { SimulatedDatabase } from './simulated-database.ts'
import type { World } from './world.ts'

const KEY: SdkKey = { id: 'key', kind: 'server', environmentId: 'production' }
const CALLER = { headerKey: 'key', address: '192.0.2.1' }
/** A reader is slow sooner than in production, where rulesets are longer. */
const SMALL_LIMITS = { ...LIMITS, maxBufferedBytes: 2_000 }
const TICK_MS = 5_000
const GOODBYE_MS = 2_000

/** Mistakes in the server, to show that a simulation finds them. */
export interface Sabotage {
  readonly database?: (database: SimulatedDatabase) => SimulatedDatabase
  readonly feed?: (feed: EnvironmentFeed) => EnvironmentFeed
}

/** One replica: production feed and connections; its timers, its listener and its sockets are ours. */
export interface SimulatedServer {
  isUp(): boolean
  connect(socket: StreamSocket): Pick<StreamConnection, 'received' | 'closed'>
  /** Answers a poll: the newest snapshot, or `same` if its ETag is that. */
  poll(etag: string | undefined): Promise<string | 'same'>
  store(batch: Events, instance: string): Promise<void>
  /** A notification arrived: it is a hint. */
  hint(): void
  /** Killed, or asked to stop; comes back with nothing in memory. */
  stop(ms: number, isKilled: boolean): void
  /** Notifications are lost for so long; then the listener is back and looks. */
  dropListener(ms: number): void
  /** Its clock runs on while it does not. */
  jump(ms: number): void
}

export interface ServerOptions {
  readonly world: World
  readonly database: SimulatedDatabase
  readonly sabotage: Sabotage
}

export function createSimulatedServer({
  world: { time, random },
  database: itself,
  sabotage,
}: ServerOptions): SimulatedServer {
  const database = sabotage.database?.(itself) ?? itself
  const connections = new Map<StreamConnection, StreamSocket>()
  let opening: Promise<FollowedEnvironment> | undefined
  let upAt = 0
  let deafUntil = 0
  let skewMs = 0

  const now = () => time.now() + skewMs
  const isUp = () => time.now() >= upAt

  async function open(): Promise<FollowedEnvironment> {
    const opened = await openEnvironmentFeed({
      environmentId: KEY.environmentId,
      changesSince: database.changesSince,
      recentHistory: database.recentHistory,
      onRevision: (revision) => tracker.committed(revision, null),
      onOtherHistory: (epoch) => database.startNewEpoch(epoch),
      breathe: () => time.settle(1, () => undefined),
      now,
      sureMs: sureMs(LIMITS),
    })
    const tracker = createDeliveryTracker(opened.head().revision, now)
    return { feed: sabotage.feed?.(opened) ?? opened, tracker }
  }

  function follow(): Promise<FollowedEnvironment> {
    if (opening) return opening
    const mine = open()
    opening = mine
    mine.catch(() => {
      if (opening === mine) opening = undefined
    })
    return mine
  }

  /** As the listener's timer and the tick of the routes do it. */
  function look(): void {
    if (!isUp() || time.now() < deafUntil) return
    const pulled = time.settle(0, () => opening?.then(({ feed }) => feed.pull()))
    pulled.catch(() => undefined)
  }

  function every(ms: number, run: () => void): void {
    time.after(ms, () => {
      run()
      every(ms, run)
    })
  }

  every(LIMITS.checkMs, look)
  every(TICK_MS, () => {
    if (isUp()) for (const connection of connections.keys()) connection.tick()
  })

  return {
    isUp,
    connect(socket) {
      const connection = new StreamConnection(socket, CALLER, {
        verify: () => time.settle(random() * 5, () => KEY),
        welcomes: () => true,
        takesBadKey: () => true,
        follow,
        onOlderDatabase: (_, { epoch, revision }) => database.startNewEpoch(epoch, revision),
        previews: { join: () => ({ answered() {}, leave() {} }), ask: () => 'busy' },
        events: ({ id, counts }, { sdk }) => database.store(id, `${sdk}`, sum(counts)),
        limits: SMALL_LIMITS,
        now,
        inTurn: (work) => work(),
        warn: () => undefined,
      })
      connections.set(connection, socket)
      return {
        received: (text) => connection.received(text),
        closed() {
          connections.delete(connection)
          connection.closed()
        },
      }
    },
    async poll(etag) {
      const { feed } = await follow()
      const { epoch, revision } = feed.head()
      if (etag === `"${epoch}.${revision}.${feed.checksum('server')}"`) {
        if (!feed.isSure()) throw new Error('nobody can say whether that is the newest')
        return 'same'
      }
      return feed.snapshot('server').text.toString()
    },
    store: ({ id, counts }, instance) => database.store(id, instance, sum(counts)),
    hint: look,
    stop(ms, isKilled) {
      const all = [...connections]
      upAt = time.now() + ms
      opening = undefined
      connections.clear()
      for (const [connection, socket] of all) {
        if (isKilled) socket.terminate()
        else connection.goodbye(GOODBYE_MS)
      }
    },
    dropListener(ms) {
      deafUntil = time.now() + ms
      time.after(ms, look)
    },
    jump(ms) {
      skewMs += ms
    },
  }
}

const sum = (counts: Events['counts']) => counts.reduce((total, { count }) => total + count, 0)
