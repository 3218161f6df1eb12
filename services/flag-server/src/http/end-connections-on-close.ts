import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'

const LOOK_EVERY_MS = 50
/** A request that takes longer than this after the stop began is cut. */
const FINISH_WITHIN_MS = 8_000

/**
 * A stop waits until the last connection is gone, and clients would hold some for minutes. So the
 * last answer on each says that it is the last, those that fall idle meanwhile are ended, and so is
 * what still wants to become a WebSocket when the WebSockets have been closed: nobody else knows of it.
 */
export function endConnectionsOnClose(app: FastifyInstance): void {
  const upgraded = new Set<Duplex>()
  let closing = false

  app.server.on('upgrade', (_request, socket) => {
    upgraded.add(socket)
    // Refused before it was a WebSocket, and reset by its client: nobody else would listen.
    socket.on('error', () => socket.destroy())
    socket.once('close', () => upgraded.delete(socket))
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close')
    done()
  })
  app.addHook('preClose', async () => {
    closing = true
    const looks = setInterval(() => {
      app.server.closeIdleConnections()
      // Every preClose has ended by then: that of the WebSockets too.
      if (!app.server.listening) for (const socket of upgraded) socket.destroy()
    }, LOOK_EVERY_MS)
    const late = setTimeout(() => app.server.closeAllConnections(), FINISH_WITHIN_MS)
    app.server.once('close', () => {
      clearInterval(looks)
      clearTimeout(late)
    })
    // An app that never listened has nothing to close, and says nothing.
    looks.unref()
    late.unref()
  })
}
