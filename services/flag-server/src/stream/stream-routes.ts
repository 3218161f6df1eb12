import type { FastifyInstance } from 'fastify'
import { AppError } from '../http/app-error.ts'
import { bearerOf } from '../http/bearer.ts'
import type { Services } from '../services.ts'
import type { Limits } from './limits.ts'
import { startNewEpoch } from './start-new-epoch.ts'
import { openStreamConnection, type StreamConnection } from './stream-connection.ts'

/** The SDKs' socket, `GET /sdk/v1/stream`. */
export async function streamRoutes(
  app: FastifyInstance,
  { db, feeds, sdkKeyring, streams }: Services,
  limits: Limits,
): Promise<void> {
  app.get(
    '/sdk/v1/stream',
    {
      websocket: true,
      schema: { hide: true },
      preValidation: async () => {
        if (streams.size >= limits.maxConnections) {
          throw new AppError('too_many_connections', 'this replica is full; another may have room')
        }
      },
    },
    (socket, request) => {
      const connection: StreamConnection = openStreamConnection({
        socket: {
          protocol: socket.protocol,
          get bufferedAmount() {
            return socket.bufferedAmount
          },
          send: (message, flushed) => socket.send(message, { binary: false }, flushed),
          close: (code, reason) => socket.close(code, reason),
          terminate: () => socket.terminate(),
        },
        headerKey: bearerOf(request.headers.authorization),
        verify: (key) => sdkKeyring.verify(key),
        follow: (environmentId) => feeds.of(environmentId),
        onOlderDatabase: (environmentId, claimed) => startNewEpoch(db, environmentId, claimed),
        limits,
        now: () => performance.now(),
        warn: (error, message) => request.log.warn({ err: error }, message),
      })
      streams.add(connection)
      socket.on('message', (data, isBinary) => {
        if (isBinary) connection.close(4400, 'messages are text')
        else connection.received(data.toString())
      })
      socket.on('error', (error) => request.log.debug({ err: error }, 'a socket broke'))
      socket.on('close', () => {
        connection.closed()
        streams.delete(connection)
      })
    },
  )

  const ticks = setInterval(() => {
    for (const connection of streams) connection.tick()
  }, 1_000)
  app.addHook('onClose', async () => clearInterval(ticks))
}
