import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { expectFreePort } from './expect-free-port.ts'

it('names the port that somebody has and what to do, and lets go of one that is free', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expect(expectFreePort(port, 'PORT')).rejects.toThrow(/^Port \d+ is in use.*Ctrl-C/)
  server.close()
  await once(server, 'close')
  await expectFreePort(port, 'PORT')
  await expectFreePort(port, 'PORT')
})
