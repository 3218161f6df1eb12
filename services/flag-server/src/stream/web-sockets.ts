import { setImmediate as breathe, setTimeout as rest } from 'node:timers/promises'
import { PROTOCOL } from '@bunting/protocol'
import websocket from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'
import { inSlices } from './in-slices.ts'
import { goodbyeMs, type Limits } from './limits.ts'
import type { StreamConnection } from './stream-connection.ts'
import { upgradeInTurn } from './upgrade-in-turn.ts'

/** A peer that was told why its socket closes has this long to close its end. */
const CLOSE_TIMEOUT_MS = 2_000
/** On shutdown, sockets that are told to go are waited for this long. */
const LEAVE_WITHIN_MS = 2_000

/** What all WebSockets of this server have in common, and how they end. */
export async function webSockets(
  app: FastifyInstance,
  streams: ReadonlySet<StreamConnection>,
  limits: Limits,
  inTurn: (work: () => void) => void,
): Promise<void> {
  await app.register(websocket, {
    options: {
      maxPayload: limits.maxMessageBytes,
      // With it 10,000 connections take gigabytes; snapshots are small enough without.
      perMessageDeflate: false,
      // ws knows it, its types do not yet.
      ...{ closeTimeout: CLOSE_TIMEOUT_MS },
      // Who speaks none of ours is let in to be told so: a close code says more than a failed upgrade.
      handleProtocols: ([...offered]: Iterable<string>) =>
        offered.includes(PROTOCOL) ? PROTOCOL : (offered[0] ?? false),
    },
    // A peer that breaks the rules of WebSocket loses its socket, and nobody needs to get up for it.
    errorHandler(error, socket, request) {
      request.log.debug({ err: error }, 'a socket broke')
      socket.terminate()
    },
    async preClose() {
      const spreadMs = goodbyeMs(streams.size)
      await inSlices(streams, (connection) => connection.goodbye(spreadMs), breathe)
      const server = app.websocketServer
      for (const socket of server.clients) socket.close(1012)
      const until = performance.now() + LEAVE_WITHIN_MS
      while (server.clients.size > 0 && performance.now() < until) await rest(20)
      for (const socket of server.clients) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  })
  upgradeInTurn(app.server, inTurn)
}
