import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from './app-error.ts'

/**
 * A page of another origin can make a browser send our cookie. It cannot hide where it is from: browsers
 * send `Origin` with every WebSocket and with everything that is no GET, and those of this decade send
 * `Sec-Fetch-Site` with all. A request that has neither is no browser's, or one's so old that the
 * cookie's SameSite is all there is. Who shows a token shows no cookie: pages cannot take part in that.
 *
 * @param publicUrl where people reach this server, if a proxy asks it by another name
 */
export function refuseForeignPages(app: FastifyInstance, publicUrl: string | undefined): void {
  const publicHost = publicUrl && new URL(publicUrl).host

  app.addHook('onRequest', async (request) => {
    if (request.headers.authorization !== undefined) return
    if (isForeign(request, publicHost)) {
      const from = request.headers.origin ?? 'another site'
      throw new AppError('cross_origin', `requests from ${from} may not use this session`)
    }
  })
}

function isForeign(
  { headers, host, method, ws }: FastifyRequest,
  publicHost: string | undefined,
): boolean {
  const { origin } = headers
  if (origin !== undefined) {
    const from = URL.canParse(origin) ? new URL(origin).host : ''
    if (from === '' || (from !== host && from !== publicHost)) return true
  }
  // Links may lead here from anywhere; only reading is done by them.
  const reads = (method === 'GET' || method === 'HEAD') && !ws
  const site = headers['sec-fetch-site']
  return !reads && site !== undefined && site !== 'same-origin' && site !== 'none'
}
