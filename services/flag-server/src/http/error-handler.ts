import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { OutcomeUnknownError, WaitedTooLongError } from '../database/database-errors.ts'
import { isDatabaseAway } from '../database/is-database-away.ts'
import { lostToAnother } from '../database/lost-to-another.ts'
import { AppError } from './app-error.ts'
import { ERROR_STATUS, type ErrorCode, type Problem, TITLES } from './problem.ts'

/** The one place where an error becomes an answer. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = asAppError(error)
    // A 503 is known by then, or will be over soon; thousands may be answered with it.
    if (known.status === 500) request.log.error({ err: error }, 'request failed')
    return sendProblem(reply, known)
  })
}

/** What is wrong before there is a route: an address that cannot be decoded, or is too long. */
export function answerUnroutable(
  error: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  sendProblem(reply, asAppError(error))
}

export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0]
  return sendProblem(
    reply,
    new AppError('route_not_found', `there is nothing at ${request.method} ${path}; see /api/docs`),
  )
}

function sendProblem(reply: FastifyReply, error: AppError): FastifyReply {
  const problem: Problem = {
    type: 'about:blank',
    title: TITLES[error.status] ?? 'Error',
    status: error.status,
    code: error.code,
    detail: error.message,
    ...(error.errors && { errors: [...error.errors] }),
    ...(error.current !== undefined && { current: error.current }),
  }
  if (error.status === 503) reply.header('retry-after', '2')
  if (error.status === 429) reply.header('retry-after', String(error.retryAfterS ?? 1))
  // Written here rather than by the route's schema: an error may come before a route is chosen.
  return reply
    .code(error.status)
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem)
}

/** What to answer, of whatever was thrown. */
export function asAppError(error: FastifyError): AppError {
  if (error instanceof AppError) return error
  if (error instanceof OutcomeUnknownError) {
    return new AppError(
      'outcome_unknown',
      'the database was lost while this was being saved, and may or may not have it: look before you try again',
    )
  }
  if (isDatabaseAway(error)) {
    return new AppError(
      'database_unavailable',
      'the database cannot be reached; nothing was changed, try again in a moment',
    )
  }
  if (isOutOfTime(error)) {
    return new AppError(
      'database_unavailable',
      'others kept the database busy for too long; nothing was changed, try again in a moment',
    )
  }
  if (error.statusCode === 414) {
    return new AppError('invalid_request', 'the address is longer than any name can make it')
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new AppError(codeOfStatus(error.statusCode), error.message)
  }
  if (isUnstorableText(error)) {
    return new AppError('invalid_request', 'the request has text that is not well-formed')
  }
  if (error instanceof RangeError) {
    return new AppError('invalid_request', 'the request is nested too deeply')
  }
  return new AppError('internal', 'something went wrong here; the log of the server has more')
}

/** Text that no schema looked at, and Postgres refuses: NUL, or bytes that are no UTF-8. */
function isUnstorableText(error: Error): boolean {
  const code = codeOfCause(error)
  return code === '22021' || code === '22P05'
}

/** Waited for its turn or a lock, or was at work, for as long as a statement may take; or lost to others each time. */
function isOutOfTime(error: Error): boolean {
  return (
    error instanceof WaitedTooLongError || codeOfCause(error) === '57014' || lostToAnother(error)
  )
}

function codeOfCause({ cause }: Error): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 413) return 'payload_too_large'
  if (status === 415) return 'unsupported_media_type'
  if (status === 429) return 'too_many_requests'
  const [code] = Object.entries(ERROR_STATUS).find(([, known]) => known === status) ?? []
  return (code as ErrorCode | undefined) ?? 'invalid_request'
}
