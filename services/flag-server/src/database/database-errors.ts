/** Postgres does not answer, which is known: nothing was sent to it. */
export class DatabaseAwayError extends Error {
  constructor() {
    super('Postgres does not answer')
    this.name = 'DatabaseAwayError'
  }
}

/** Others were at it for as long as a statement may take: nothing was begun. */
export class WaitedTooLongError extends Error {
  constructor() {
    super('it was never the turn of this transaction')
    this.name = 'WaitedTooLongError'
  }
}

/** A commit was sent and never answered: it happened whole, or not at all. */
export class OutcomeUnknownError extends Error {
  constructor(cause: unknown) {
    super('the answer to a commit was lost', { cause })
    this.name = 'OutcomeUnknownError'
  }
}
