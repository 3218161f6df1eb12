import type { FastifyInstance } from 'fastify'
import { openFileLimit } from './open-file-limit.ts'

/** For Postgres, the admin UI's files, and what Node opens for itself. */
const OTHER_FILES = 64

/**
 * Connections past the limit of open files are ended as they come, so that there is always a file left
 * to work with. An accept that fails all the same is no reason to stop serving those who are connected.
 */
export function keepBelowFileLimit(app: FastifyInstance): void {
  const limit = openFileLimit()
  if (Number.isFinite(limit)) app.server.maxConnections = Math.max(limit - OTHER_FILES, 16)
  app.addHook('onListen', async () => {
    app.server.on('error', (error) => app.log.warn({ err: error }, 'could not take a connection'))
  })
}
