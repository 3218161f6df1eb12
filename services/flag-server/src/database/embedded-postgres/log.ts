/** What the embedded Postgres has to say to a person. A pino logger and `console` both fit. */
export interface Log {
  info(message: string): void
  error(message: string): void
}
