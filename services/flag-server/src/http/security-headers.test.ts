import helmet from '@fastify/helmet'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { securityHeaders } from './security-headers.ts'

async function headersAt(publicUrl: string | undefined) {
  const app = Fastify()
  await app.register(helmet, securityHeaders(publicUrl))
  app.get('/', async () => '')
  return (await app.inject('/')).headers
}

it('asks for HTTPS from then on where people come by HTTPS, and nowhere else', async () => {
  const strict = 'strict-transport-security'
  expect((await headersAt('https://flags.example'))[strict]).toBe('max-age=31536000')
  expect((await headersAt('http://flags.example'))[strict]).toBeUndefined()
  expect((await headersAt(undefined))[strict]).toBeUndefined()
})
