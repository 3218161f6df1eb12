import { ERROR_STATUS, type ErrorCode } from './problem.ts'

export interface FieldError {
  readonly path: string
  readonly message: string
}

/** An error that the caller can act on; its message is shown to them. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly errors: readonly FieldError[] | undefined
  readonly current: unknown
  /** After how many seconds the same may be asked again. */
  readonly retryAfterS: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    more: { errors?: readonly FieldError[]; current?: unknown; retryAfterS?: number } = {},
  ) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.status = ERROR_STATUS[code]
    this.errors = more.errors
    this.current = more.current
    this.retryAfterS = more.retryAfterS
  }
}

/** Nobody mends more faults at once than this. */
const MOST_ERRORS = 100

/** 400 that names the path of each field that cannot be. */
export function invalid(errors: readonly FieldError[]): AppError {
  const [first] = errors
  const sentence = first ? `${first.path}: ${first.message}` : 'the request cannot be used'
  return new AppError('invalid_request', sentence, { errors: errors.slice(0, MOST_ERRORS) })
}
