import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { createAdminPage } from './admin-page.ts'
import { answerNotFound } from './error-handler.ts'

/** What browsers heed of pages alone: on a script or a font it only makes the first visit longer. */
const OF_PAGES = [
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'permissions-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
]

/** The built admin UI at `/`. Addresses of its screens get the page, which finds its own way. */
export async function serveAdminUi(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    // The build left a `.br` and a `.gz` beside each text.
    preCompressed: true,
    // Served below, with a nonce.
    globIgnore: ['index.html*'],
    setHeaders(reply, path) {
      // vite names what it builds by content; only the page itself may change.
      const forever = path.startsWith(join(folder, 'assets'))
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (forever || path.endsWith('.js')) dropPageHeaders(reply)
    },
  })
  const page = createAdminPage(folder)
  app.get('/', { schema: { hide: true } }, (_request, reply) => page(reply))
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !/^\/(api|sdk|health|assets)(\/|$)/.test(request.url) &&
      request.headers.accept?.includes('text/html') === true
    return isPage ? page(reply) : answerNotFound(request, reply)
  })
}

function dropPageHeaders(reply: FastifyReply): void {
  for (const name of OF_PAGES) {
    reply.removeHeader(name)
    // helmet writes there.
    reply.raw.removeHeader(name)
  }
}
