/** 0: done. 1: refused, or not confirmed. 2: wrong usage. */
export type ExitCode = 0 | 1 | 2

/** What ends a command; its message is for the person who typed it. */
export class Failure extends Error {
  readonly exitCode: ExitCode
  /** For programs: the server's own code, or one of `usage`, `server_away`, `unexpected_answer`. */
  readonly code: string
  /** HTTP status, of an answer. */
  readonly status: number | undefined
  /** After how many seconds the same may be asked again. */
  readonly retryAfterS: number | undefined
  /** What to do about it, where it is known where it happened. */
  readonly advice: string | undefined

  constructor(
    code: string,
    message: string,
    more: { exitCode?: ExitCode; status?: number; retryAfterS?: number; advice?: string } = {},
  ) {
    super(message)
    this.name = 'Failure'
    this.code = code
    this.exitCode = more.exitCode ?? 1
    this.status = more.status
    this.retryAfterS = more.retryAfterS
    this.advice = more.advice
  }
}

export function wrongUsage(message: string, advice?: string): Failure {
  return new Failure('usage', message, { exitCode: 2, ...(advice !== undefined && { advice }) })
}
