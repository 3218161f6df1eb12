import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'

/** Lines of JSON on standard error. Nothing in them may be a secret: headers are never logged. */
export function createLogger(level: string): FastifyBaseLogger {
  return pino(
    {
      level,
      redact: [
        'req.headers',
        'headers',
        '*.password',
        '*.token',
        '*.key',
        'err.query',
        'err.params',
      ],
      serializers: { req: ({ method, url }) => ({ method, url }) },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
