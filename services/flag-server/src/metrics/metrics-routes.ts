import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AppError } from '../http/app-error.ts'
import { bearerOf } from '../http/bearer.ts'
import { sameText } from '../http/same-text.ts'
import type { Services } from '../services.ts'
import { createGauges } from './gauges.ts'

const DESCRIPTION = {
  tags: ['operations'],
  summary:
    'What Prometheus reads; needs `METRICS_TOKEN` as bearer, and that the server was given one',
  response: {
    200: {
      description: "Metrics of this replica, in Prometheus' text format",
      content: { 'text/plain': { schema: z.string() } },
    },
  },
}

/**
 * `GET /metrics`. It names projects and environments and says how much they are used: without a token of
 * its own nobody reads it, and without `METRICS_TOKEN` there is nobody who has one.
 */
export async function metricsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { config, metrics, rateLimiter } = services
  const { metricsToken } = config
  const gauges = metricsToken === undefined ? undefined : createGauges(metrics.registry, services)
  app.addHook('onClose', async () => gauges?.stop())

  app.get('/metrics', { schema: DESCRIPTION }, async ({ headers, ip }, reply) => {
    const shown = bearerOf(headers.authorization)
    if (!gauges || metricsToken === undefined || !shown || !sameText(shown, metricsToken)) {
      if (shown !== undefined) rateLimiter.badToken(ip)
      throw new AppError(
        'unauthorized',
        'send Authorization: Bearer with the METRICS_TOKEN that this server was started with',
      )
    }
    await gauges.read()
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.registry.contentType)
      .send(await metrics.registry.metrics())
  })
}
