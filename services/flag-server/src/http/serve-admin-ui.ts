import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { answerNotFound } from './error-handler.ts'

/** The built admin UI at `/`. Addresses of its screens get the page, which finds its own way. */
export async function serveAdminUi(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    setHeaders(reply, path) {
      // vite names what it builds by content; only the page itself may change.
      const forever = path.startsWith(join(folder, 'assets'))
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'))
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !/^\/(api|sdk|health|assets)(\/|$)/.test(request.url) &&
      request.headers.accept?.includes('text/html') === true
    return isPage ? reply.sendFile('index.html') : answerNotFound(request, reply)
  })
}
