import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Nobody reads the answer any more: what takes longer finds the database closed. */
const FINISH_WITHIN_MS = 2_000

/**
 * A stop waits for connections, and a client that goes leaves its request behind, at work with a
 * database that is about to be closed. So a stop waits for what is at work as well.
 */
export function finishRequestsOnClose(app: FastifyInstance): void {
  const working = new Set<FastifyRequest>()
  let idle: (() => void) | undefined

  app.addHook('onRequest', (request, _reply, done) => {
    // What becomes a WebSocket is never answered; it is told to go by itself.
    if (request.headers.upgrade === undefined) working.add(request)
    done()
  })
  app.addHook('onSend', (request, _reply, _payload, done) => {
    working.delete(request)
    if (working.size === 0) idle?.()
    done()
  })
  app.addHook('onClose', async () => {
    if (working.size === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    idle = resolve
    const late = setTimeout(resolve, FINISH_WITHIN_MS)
    await promise
    clearTimeout(late)
  })
}
