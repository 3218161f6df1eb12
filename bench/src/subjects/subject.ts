import type { Ruleset } from '@bunting/evaluator'

/** Who flags are asked about; each subject makes a context of its own form of it. */
export interface Person {
  readonly targetingKey: string
  readonly country?: string
  readonly plan?: string
  readonly appVersion?: string
  readonly company?: string
}

/** A feature-flag SDK to measure, without its server. */
export interface Subject<Context = unknown> {
  /** The ruleset as a configuration of its own: what its server would send, or a file it reads. */
  write(ruleset: Ruleset): string
  /**
   * A client that is ready to answer from a configuration. Opens no connection to anything outside
   * this process.
   *
   * @param file where that very configuration is, for an SDK that reads files itself
   */
  open(configuration: string, file: string): Promise<Client<Context>>
  context(person: Person): Context
  /**
   * What tells its client of `after` when it holds `before`. Absent if only a network can.
   *
   * @param version 2 for the first change, and so on
   */
  writeChange?(before: Ruleset, after: Ruleset, version: number): string
}

export interface Client<Context = unknown> {
  /** The SDK's boolean question, the fastest of those its users are given. */
  isEnabled(key: string, context: Context): boolean | Promise<boolean>
  /** Puts in force what `writeChange` wrote. */
  change?(change: string): void | Promise<void>
}
