import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'

/** Lines of JSON on standard error. Nothing in them may be a secret: headers are never logged. */
export function createLogger(level: string): FastifyBaseLogger {
  return pino(
    {
      level,
      serializers: {
        req: ({ method, url }) => ({ method, url }),
        err: describeError,
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}

/**
 * What happened, and why; no stack, and none of the objects that errors carry along: a database
 * client knows its password, and a failed query its parameters.
 */
function describeError(error: unknown): object {
  const causes: string[] = []
  for (let at = error; at instanceof Error && causes.length < 5; at = at.cause) {
    const code = 'code' in at ? `${String(at.code)}: ` : ''
    causes.push(`${code}${at.message.split('\nparams:', 1)[0]}`)
  }
  const [message = String(error), ...because] = causes
  return because.length > 0 ? { message, because } : { message }
}
