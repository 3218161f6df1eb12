import type { Http, OpenSocket, SocketEvents } from '@bunting/client'
import type { StreamSocket } from '@bunting/flag-server/stream/stream-socket.ts'
import { PROTOCOL } from '@bunting/protocol/wire'
import { createChannel, damaged } from './channel.ts'
import type { SimulatedServer } from './simulated-server.ts'
import type { World } from './world.ts'

/** What lies between one client and the servers. */
export interface SimulatedNetwork {
  readonly openSocket: OpenSocket
  /** Requests of the process of that name. */
  readonly httpOf: (instance: string) => Http
  /** The connection breaks; both sides learn of it. */
  cut(): void
  /** The connection breaks; nobody learns of it. */
  halfOpen(): void
  /** A proxy lets no socket be opened for so long. */
  blockSockets(ms: number): void
  /** The client reads nothing for so long. */
  slow(ms: number): void
  /** Sockets pass again. */
  heal(): void
}

interface Connection {
  cut(): void
  halfOpen(): void
}

export function createSimulatedNetwork(
  world: World,
  servers: readonly SimulatedServer[],
): SimulatedNetwork {
  const { time, random, weather } = world
  let latest: Connection | undefined
  let blockedUntil = 0
  let readsAt = 0

  const delayMs = () => random() * weather.maxDelayMs
  function pick(): SimulatedServer | undefined {
    const up = servers.filter((server) => server.isUp())
    return up[Math.floor(random() * up.length)]
  }

  const openSocket: OpenSocket = (_url, _protocol, events) => {
    let isGone = false
    let connected: ReturnType<typeof connect> | undefined
    time.after(delayMs(), () => {
      if (isGone) return
      const server = time.now() < blockedUntil ? undefined : pick()
      if (server) {
        connected = connect(server, events)
        events.opened()
      } else {
        isGone = true
        events.closed(1006, 'connect ECONNREFUSED')
      }
    })
    return {
      send: (text) => connected?.send(text),
      close() {
        isGone = true
        connected?.leave()
      },
    }
  }

  function connect(server: SimulatedServer, events: SocketEvents) {
    let state: 'open' | 'silent' | 'gone' = 'open'
    const down = createChannel(
      world,
      (text) => events.received(random() < weather.damaged ? damaged(text, random) : text),
      () => readsAt,
    )
    const socket: StreamSocket = {
      protocol: PROTOCOL,
      get bufferedAmount() {
        return down.waiting()
      },
      send: down.send,
      write: (frame) => down.send(textOf(frame)),
      onceFlushed: down.onceFlushed,
      close: (code, reason) => void time.after(weather.maxDelayMs, () => end(code, reason)),
      terminate: () => end(1006, 'cut'),
    }
    const connection = server.connect(socket)
    const up = createChannel(world, (text) => connection.received(text))

    function end(code: number, reason: string): void {
      up.end()
      down.end()
      if (state === 'gone') return
      const isHeard = state === 'open'
      state = 'gone'
      connection.closed()
      if (isHeard) events.closed(code, reason)
    }

    latest = {
      cut: () => end(1006, 'cut'),
      halfOpen() {
        up.end()
        down.end()
        if (state === 'open') state = 'silent'
      },
    }
    return {
      send: up.send,
      leave() {
        up.end()
        down.end()
        if (state === 'open') time.after(delayMs(), connection.closed)
        state = 'gone'
      },
    }
  }

  const httpOf =
    (instance: string): Http =>
    async ({ method, headers, body = '' }) => {
      await time.settle(delayMs(), () => undefined)
      const server = pick()
      if (!server || random() < weather.lost) throw new Error('connect ECONNREFUSED')
      const response = { status: 200, etag: undefined, retryAfterMs: undefined, body: '' }
      try {
        if (method === 'POST') {
          await server.store(JSON.parse(body), instance)
          response.status = 202
        } else {
          const found = await server.poll(headers['if-none-match'])
          if (found === 'same') response.status = 304
          else response.body = random() < weather.damaged ? damaged(found, random) : found
        }
      } catch {
        response.status = 503
      }
      await time.settle(delayMs(), () => undefined)
      if (random() < weather.lost) throw new Error('socket hang up')
      return response
    }

  return {
    openSocket,
    httpOf,
    cut: () => latest?.cut(),
    halfOpen: () => latest?.halfOpen(),
    blockSockets(ms) {
      blockedUntil = time.now() + ms
      latest?.cut()
    },
    slow(ms) {
      readsAt = time.now() + ms
    },
    heal() {
      blockedUntil = 0
    },
  }
}

/** What a frame of the server says: RFC 6455 section 5.2, unmasked. */
function textOf(frame: Buffer): string {
  const length = (frame[1] ?? 0) & 127
  return frame.subarray(length === 127 ? 10 : length === 126 ? 4 : 2).toString()
}
