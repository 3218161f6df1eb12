import type { ErrorCode, Problem } from '@bunting/flag-server/http/problem.ts'

/** `unreachable`: no answer came. `unreadable`: an answer that is not ours, as from a proxy. */
export type FailureCode = ErrorCode | 'unreachable' | 'unreadable'

/** An answer that was not the one asked for; thrown by `request`, shown by `failureWords`. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed'
  readonly status: number
  readonly code: FailureCode
  readonly errors: NonNullable<Problem['errors']>
  /** With `stale_version`: the state as it is now. */
  readonly current: unknown

  constructor(failure: {
    status: number
    code: FailureCode
    detail: string
    errors?: Problem['errors']
    current?: unknown
  }) {
    super(failure.detail)
    this.status = failure.status
    this.code = failure.code
    this.errors = failure.errors ?? []
    this.current = failure.current
  }
}

/** A sentence a person can act on, whatever was thrown. */
export function failureWords(failure: unknown): string {
  if (!(failure instanceof RequestFailed)) {
    return failure instanceof Error ? failure.message : 'Something went wrong.'
  }
  const fields = failure.errors.map(({ path, message }) => (path ? `${path} ${message}` : message))
  if (fields.length === 0) return failure.message
  // Of a refused body the server's sentence is the first field: that is not said twice.
  const [first] = failure.errors
  const isFirst = first !== undefined && failure.message === `${first.path}: ${first.message}`
  return isFirst ? fields.join('; ') : `${failure.message}: ${fields.join('; ')}`
}

/** Messages by the path of the field they are about, for forms. */
export function fieldErrors(failure: unknown): Readonly<Record<string, string>> {
  if (!(failure instanceof RequestFailed)) return {}
  return Object.fromEntries(failure.errors.map(({ path, message }) => [path, message]))
}

/** Whether what was wrong is said field by field. */
export function namesFields(failure: unknown): boolean {
  return failure instanceof RequestFailed && failure.errors.length > 0
}

/** For forms that show besides what somebody else did: what was typed is still there. */
export function overtakenWords(failure: unknown): unknown {
  return isStale(failure)
    ? new Error(
        'Somebody else edited this meanwhile. What you typed is kept: look, then save again.',
      )
    : failure
}

/** What was changed is another by now; the answer carries it as `current`. */
export function isStale(failure: unknown): failure is RequestFailed {
  return failure instanceof RequestFailed && failure.code === 'stale_version'
}
