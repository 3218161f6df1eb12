import type { FeatureFlags } from '@bunting/node'
import type { FastifyInstance } from 'fastify'
import { lookAtVisitors, NEW_CHECKOUT } from './visitors.ts'

/** The visitors once, and as a stream of server-sent events: again whenever the flag changes. */
export function serveVisitors(api: FastifyInstance, featureFlags: FeatureFlags): void {
  api.get('/api/visitors', () => ({ visitors: lookAtVisitors(featureFlags) }))

  api.get('/api/visitors/live', (request, reply) => {
    reply.hijack()
    const stream = reply.raw
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    const tell = () => {
      stream.write(`data: ${JSON.stringify({ visitors: lookAtVisitors(featureFlags) })}\n\n`)
    }
    tell()
    const stop = featureFlags.subscribe(({ changedKeys }) => {
      if (changedKeys.includes(NEW_CHECKOUT)) tell()
    })
    request.raw.once('close', stop)
  })
}
