import type { Options } from '../arguments/options.ts'
import type { Signature } from '../arguments/read-arguments.ts'
import type { ExitCode } from '../failure.ts'
import type { Api } from '../server/api.ts'
import type { Time } from '../server/watch-delivery.ts'
import type { Screen } from '../terminal/screen.ts'

/** What a command is given. */
export interface Call {
  readonly operands: readonly string[]
  readonly options: Options
  readonly project: string
  readonly api: Api
  readonly screen: Screen
  readonly time: Time
  /** What was typed, with more at its end. */
  again(more: string): string
  /** Another command of the same place: `bunting on KEY -p shop`. */
  other(...words: string[]): string
}

/** What it answers: words for people, or the document for programs. */
export interface Outcome {
  readonly words: string
  readonly document: unknown
  /** Default 0. */
  readonly exitCode?: ExitCode
}

interface Described extends Signature {
  /** In a list of commands. */
  readonly summary: string
  /** What is worth knowing before it is typed. */
  readonly more?: string
  readonly examples: readonly string[]
}

export interface RemoteCommand extends Described {
  run(call: Call): Promise<Outcome>
}

/** One that asks no server. */
export interface LocalCommand extends Described {
  runHere(operands: readonly string[]): Outcome
}

export type Command = RemoteCommand | LocalCommand
