import { setImmediate as breathe } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../http/app-error.ts'
import { bearerOf } from '../http/bearer.ts'
import type { Services } from '../services.ts'
import { createDueSlots } from './due-slots.ts'
import type { Head } from './environment-feed.ts'
import { inSlices } from './in-slices.ts'
import type { Limits } from './limits.ts'
import { readMessages } from './read-messages.ts'
import { startNewEpoch } from './start-new-epoch.ts'
import { StreamConnection } from './stream-connection.ts'
import { WireSocket } from './wire-socket.ts'

/** The SDKs' socket, `GET /sdk/v1/stream`. */
export async function streamRoutes(
  app: FastifyInstance,
  { db, events, feeds, previews, rateLimiter, sdkKeyring, streams }: Services,
  limits: Limits,
  inTurn: (work: () => void) => void,
): Promise<void> {
  const looks = createDueSlots<StreamConnection>()
  // Made once: what each connection has of its own is paid for ten thousand times.
  const shared = {
    verify: sdkKeyring.verify,
    welcomes: rateLimiter.takesSdkKey,
    follow: feeds.of,
    onOlderDatabase: (environmentId: string, { epoch, revision }: Head) =>
      startNewEpoch(db, environmentId, epoch, revision),
    previews,
    events: events.take,
    limits,
    // Whole milliseconds: a connection keeps several, and others would be objects of their own.
    now: () => Math.trunc(performance.now()),
    inTurn,
    warn: (error: unknown, message: string) => app.log.warn({ err: error }, message),
  }
  const broke = (error: Error) => app.log.debug({ err: error }, 'a socket broke')

  app.get(
    '/sdk/v1/stream',
    {
      websocket: true,
      schema: { hide: true },
      preValidation: async ({ ip }) => {
        rateLimiter.sdkAddress(ip)
        if (streams.size >= limits.maxConnections) {
          throw new AppError('too_many_connections', 'this replica is full; another may have room')
        }
      },
      // A socket holds on to the answer that was never given, and to its request, for its whole life.
      preHandler: async ({ ws }, { raw }) => {
        if (ws && raw.socket) raw.detachSocket(raw.socket)
      },
    },
    (socket, { raw, headers }) => {
      // The one that is there holds on to them, too.
      socket.removeAllListeners('error').on('error', broke)
      const wire = new WireSocket(socket, raw.socket)
      const connection = new StreamConnection(wire, bearerOf(headers.authorization), shared)
      streams.add(connection)
      look(connection)
      readMessages(socket, raw.socket, connection)
      socket.on('close', () => {
        connection.closed()
        streams.delete(connection)
        looks.drop(connection)
      })
    },
  )

  function look(connection: StreamConnection): void {
    const againInMs = connection.tick()
    if (streams.has(connection)) looks.add(connection, againInMs)
  }

  const ticks = setInterval(() => void inSlices(looks.next(), look, breathe), 1_000)
  app.addHook('onClose', async () => clearInterval(ticks))
}
