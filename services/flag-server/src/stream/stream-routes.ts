import { setImmediate as breathe } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AppError } from '../http/app-error.ts'
import { bearerOf } from '../http/bearer.ts'
import { problems } from '../http/usual-problems.ts'
import type { Services } from '../services.ts'
import { createDueSlots } from './due-slots.ts'
import type { Head } from './environment-feed.ts'
import { inSlices } from './in-slices.ts'
import type { Limits } from './limits.ts'
import { readMessages } from './read-messages.ts'
import { startNewEpoch } from './start-new-epoch.ts'
import { StreamConnection } from './stream-connection.ts'
import { WireSocket } from './wire-socket.ts'

const DESCRIPTION = {
  tags: ['sdk'],
  summary: 'Open the WebSocket by which an SDK follows its ruleset, sub-protocol bunting.v1',
  description:
    'A browser can set no header and shows its key in `hello`. A key that opens nothing is told so by a close code.',
  security: [{ sdkKey: [] }, {}],
  response: {
    101: z.null().describe('The client says hello'),
    // Of the WebSocket itself, before there is anybody to say it better.
    400: {
      description: 'The headers of the upgrade are not as RFC 6455 has them',
      content: { 'text/html': { schema: z.string() } },
    },
    ...problems(426),
  },
}

/** The SDKs' socket, `GET /sdk/v1/stream`. */
export async function streamRoutes(
  app: FastifyInstance,
  { db, events, feeds, previews, rateLimiter, sdkKeyring, streams, warn }: Services,
  limits: Limits,
  inTurn: (work: () => void) => void,
): Promise<void> {
  const looks = createDueSlots<StreamConnection>()
  // Made once: what each connection has of its own is paid for ten thousand times.
  const shared = {
    verify: sdkKeyring.verify,
    welcomes: rateLimiter.takesSdkKey,
    takesBadKey: rateLimiter.takesBadSdkKey,
    follow: feeds.of,
    onOlderDatabase: (environmentId: string, { epoch, revision }: Head) =>
      startNewEpoch(db, environmentId, epoch, revision),
    previews,
    events: events.take,
    limits,
    // Whole milliseconds: a connection keeps several, and others would be objects of their own.
    now: () => Math.trunc(performance.now()),
    inTurn,
    warn,
  }
  const broke = (error: Error) => app.log.debug({ err: error }, 'a socket broke')

  app.route({
    method: 'GET',
    url: '/sdk/v1/stream',
    schema: DESCRIPTION,
    preValidation: async ({ ip, headers }) => {
      rateLimiter.sdkAddress(ip)
      if (rateLimiter.hasShownTooMany(ip)) await refuseBadKey(ip, bearerOf(headers.authorization))
      if (streams.size >= limits.maxConnections) {
        throw new AppError('too_many_connections', 'this replica is full; another may have room')
      }
    },
    // A socket holds on to the answer that was never given, and to its request, for its whole life.
    preHandler: async ({ ws }, { raw }) => {
      if (ws && raw.socket) raw.detachSocket(raw.socket)
    },
    handler: async (_request, reply) => {
      reply.headers({ connection: 'upgrade', upgrade: 'websocket' })
      throw new AppError('upgrade_required', `this is a WebSocket: ask with "Upgrade: websocket"`)
    },
    wsHandler: (socket, { raw, headers, ip }) => {
      // The one that is there holds on to them, too.
      socket.removeAllListeners('error').on('error', broke)
      const wire = new WireSocket(socket, raw.socket)
      const connection = new StreamConnection(
        wire,
        { headerKey: bearerOf(headers.authorization), address: ip },
        shared,
      )
      streams.add(connection)
      look(connection)
      readMessages(socket, raw.socket, connection)
      socket.on('close', () => {
        connection.closed()
        streams.delete(connection)
        looks.drop(connection)
      })
    },
  })

  /** Before there is a socket, once an address has used up its close codes. Browsers say their key in hello. */
  async function refuseBadKey(address: string, key: string | undefined): Promise<void> {
    if (key === undefined) return
    if ((await sdkKeyring.verify(key)) === 'unknown') rateLimiter.badSdkKey(address)
  }

  function look(connection: StreamConnection): void {
    const againInMs = connection.tick()
    if (streams.has(connection)) looks.add(connection, againInMs)
  }

  const ticks = setInterval(() => void inSlices(looks.next(), look, breathe), 1_000)
  app.addHook('onClose', async () => clearInterval(ticks))
}
