import type { FastifyError, FastifyInstance } from 'fastify'
import { asAppError } from '../http/error-handler.ts'
import type { EvaluationFailure } from './ofrep-schemas.ts'

/**
 * A bad request is told in the protocol's words; providers read them. All else – no key, too often, a
 * database that is away – it leaves to the server, and that is a problem as everywhere.
 */
export function answerOfrepErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = asAppError(error)
    // The handler above has it then.
    if (known.status !== 400) throw error
    const { key } = (request.params ?? {}) as { key?: string }
    const isOfContext = known.errors?.some(({ path }) => path.startsWith('context')) ?? false
    const failure: EvaluationFailure = {
      ...(key !== undefined && { key }),
      errorCode: isOfContext ? 'INVALID_CONTEXT' : 'PARSE_ERROR',
      errorDetails: known.message,
    }
    return reply
      .code(400)
      .type('application/json; charset=utf-8')
      .serializer((body: unknown) => JSON.stringify(body))
      .send(failure)
  })
}
