/** Postgres does not answer, which is known: nothing was sent to it. */
export class DatabaseAwayError extends Error {
  constructor() {
    super('Postgres does not answer')
    this.name = 'DatabaseAwayError'
  }
}

/** A commit was sent and never answered: it happened whole, or not at all. */
export class OutcomeUnknownError extends Error {
  constructor(cause: unknown) {
    super('the answer to a commit was lost', { cause })
    this.name = 'OutcomeUnknownError'
  }
}
