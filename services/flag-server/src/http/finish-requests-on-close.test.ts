import { connect } from 'node:net'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { finishRequestsOnClose } from './finish-requests-on-close.ts'

it('waits for a request whose client has gone, which works with what is closed next', async () => {
  const app = Fastify()
  finishRequestsOnClose(app)
  const begun = Promise.withResolvers<void>()
  const worked = Promise.withResolvers<void>()
  const gone = Promise.withResolvers<void>()
  app.get('/', async (request) => {
    request.raw.socket.once('close', () => gone.resolve())
    begun.resolve()
    await worked.promise
    return 'done'
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on no port')
  const client = connect(address.port, '127.0.0.1')
  client.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
  await begun.promise
  client.destroy()
  await gone.promise

  let closed = false
  const ending = app.close().then(() => {
    closed = true
  })
  // Its last connection is gone: without the hook it would close by here.
  await new Promise((resolve) => app.server.once('close', resolve))
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
  expect(closed).toBe(false)
  worked.resolve()
  await ending
  expect(closed).toBe(true)
})

it('closes at once when nobody asks for anything', async () => {
  const app = Fastify()
  finishRequestsOnClose(app)
  app.get('/', async () => 'done')
  expect((await app.inject('/')).statusCode).toBe(200)
  await app.close()
})
