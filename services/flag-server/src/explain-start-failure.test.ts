import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { explainStartFailure } from './explain-start-failure.ts'

const PLACE = { host: '127.0.0.1', port: 8080, databaseUrl: undefined }

it('says what to do about a port that is taken', async () => {
  const first = createServer().listen(0, '127.0.0.1')
  await once(first, 'listening')
  const address = first.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const second = createServer().listen(port, '127.0.0.1')
  const [error] = await once(second, 'error').catch((thrown) => [thrown])
  expect(explainStartFailure(error, { ...PLACE, port })).toBe(
    `Port ${port} of 127.0.0.1 is in use, perhaps by another Bunting. Stop that one, or set PORT to another port.`,
  )
  first.close()
})

it('names DATABASE_URL when the database does not answer or refuses, and never its password', () => {
  const place = { ...PLACE, databaseUrl: 'postgres://bunting:secret@db:5432/bunting' }
  const refused = { code: 'ECONNREFUSED', syscall: 'connect' }
  const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), refused)
  const unknown = Object.assign(new Error('database "bunting" does not exist'), { code: '3D000' })
  expect(explainStartFailure(away, place)).toBe(
    'The database that DATABASE_URL names cannot be used: connect ECONNREFUSED 127.0.0.1:5432.',
  )
  expect(explainStartFailure(unknown, place)).toBe(
    'The database that DATABASE_URL names cannot be used: database "bunting" does not exist.',
  )
})

it('passes on a sentence that says everything already', () => {
  const sentence = 'another server (process 7) has /data/server.lock. Stop that one.'
  expect(explainStartFailure(new Error(sentence), PLACE)).toBe(sentence)
})
