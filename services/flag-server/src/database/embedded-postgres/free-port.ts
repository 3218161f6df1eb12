import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A loopback port that is free now. Postgres cannot be told to pick one itself, so whoever uses this
 * must be ready for the port to be taken in between.
 */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('a port has no number')
  return address.port
}
