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
  /** Says on standard error how far it is, for what takes long. */
  readonly progress: (text: string) => void
}

/** A bench: measures, and answers with what it found. */
export type Bench = (options: BenchOptions) => Promise<readonly Result[]>

/** Makes the results of one subject in one scenario. */
export function resultsFor(
  scenario: string,
  subject: string,
): (metric: string, value: number, unit: string) => Result {
  return (metric, value, unit) => ({ scenario, subject, metric, value, unit })
}
