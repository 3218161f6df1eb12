/** One measured figure. */
export interface Result {
  readonly scenario: string
  readonly subject: string
  readonly metric: string
  readonly value: number
  readonly unit: string
}

export interface BenchOptions {
  /** Value of `--name value`; undefined when it was not given. */
  readonly option: (name: string) => string | undefined
  /** The same as a whole number from 1 on. Throws `UsageError` for what is none. */
  readonly count: (name: string, fallback: number) => number
  /** Says on standard error how far it is, for what takes long. */
  readonly progress: (text: string) => void
}

/** What was asked for cannot be measured: the message says what can. */
export class UsageError extends Error {}

/** A bench: measures, and answers with what it found. */
export type Bench = (options: BenchOptions) => Promise<readonly Result[]>

/** Makes the results of one subject in one scenario. */
export function resultsFor(
  scenario: string,
  subject: string,
): (metric: string, value: number, unit: string) => Result {
  return (metric, value, unit) => ({ scenario, subject, metric, value, unit })
}
