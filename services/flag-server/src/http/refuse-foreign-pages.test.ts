import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { answerErrors } from './error-handler.ts'
import { refuseForeignPages } from './refuse-foreign-pages.ts'

async function statusOf(headers: Record<string, string>, publicUrl?: string): Promise<number> {
  const app = Fastify()
  answerErrors(app)
  refuseForeignPages(app, publicUrl)
  app.post('/', async () => '')
  const { statusCode } = await app.inject({ method: 'POST', url: '/', headers })
  return statusCode
}

it.each([
  [{ host: 'flags.example', origin: 'https://flags.example' }, 200],
  [{ host: 'flags.example', origin: 'https://flags.example.evil.example' }, 403],
  [{ host: 'flags.example', origin: 'https://flags.example:8443' }, 403],
  [{ host: 'flags.example', origin: 'null' }, 403],
  [{ host: 'flags.example', origin: 'file://' }, 403],
  [{ host: '', origin: 'null' }, 403],
])('answers %j with %i', async (headers, status) => {
  expect(await statusOf(headers)).toBe(status)
})

it('knows its own page also where a proxy asks it by another name', async () => {
  const headers = { host: 'bunting.internal:8080', origin: 'https://flags.example' }
  expect(await statusOf(headers)).toBe(403)
  expect(await statusOf(headers, 'https://flags.example')).toBe(200)
  expect(await statusOf(headers, 'https://other.example')).toBe(403)
})
