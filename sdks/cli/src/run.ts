import type { Options } from './arguments/options.ts'
import { readArguments } from './arguments/read-arguments.ts'
import { shellWords } from './arguments/shell-words.ts'
import { COMMANDS } from './commands/all.ts'
import type { Command } from './commands/command.ts'
import { type ExitCode, Failure } from './failure.ts'
import { commandHelp, helpText } from './help.ts'
import { createApi } from './server/api.ts'
import { readConnection } from './server/connection.ts'
import { otherEnvironments, pageUrl } from './server/place.ts'
import type { Time } from './server/watch-delivery.ts'
import type { Screen } from './terminal/screen.ts'
import { VERSION } from './version.ts'
import { adviceOn, failureWords } from './words/failure-words.ts'

/** What the process brings. */
export interface Surroundings {
  /** After the name of the command. */
  readonly typed: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly screen: Screen
  readonly time: Time
}

/** Does what was typed, and says with which exit code to end. Never rejects for what a person can mend. */
export async function run(surroundings: Surroundings): Promise<ExitCode> {
  const { typed, screen } = surroundings
  try {
    const { command, operands, options } = readArguments(typed, COMMANDS)
    if (options.help) {
      screen.out.print(command ? commandHelp(command) : helpText())
      return 0
    }
    if (command) return await runCommand(surroundings, command, operands, options)
    if (options.version) {
      screen.out.print(`bunting ${VERSION}`)
      return 0
    }
    screen.said.print(helpText())
    return 2
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return fail(screen, error, error.advice, typed.includes('--json'))
  }
}

async function runCommand(
  { typed, env, screen, time }: Surroundings,
  command: Command,
  operands: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const api = createApi(readConnection(options.url, env))
  const project = options.project ?? 'default'
  const again = (more: string) => `bunting ${shellWords(typed)} ${more}`
  const place = [
    ...(options.project ? ['-p', options.project] : []),
    ...(options.url ? ['--url', options.url] : []),
  ]
  const other = (...words: string[]) => `bunting ${shellWords([...words, ...place])}`
  try {
    const call = { operands, options, project, api, screen, time, again, other }
    const { words, document, exitCode = 0 } = await command.run(call)
    if (options.json) screen.document(document)
    else screen.out.print(words)
    return exitCode
  } catch (error) {
    screen.progress(undefined)
    if (!(error instanceof Failure)) throw error
    const { environment } = options
    const flag = command.operands.startsWith('KEY') ? operands[0] : undefined
    const advice =
      error.code === 'environment_not_found' && environment !== undefined && !error.advice
        ? await otherEnvironments(api, project, environment)
        : adviceOn(error, {
            again,
            other,
            mayAsk: command.options.includes('ask') && !options.ask,
            flag,
            environment,
            url: api.url,
            page: flag && environment && pageUrl(api.url, project, environment, 'flags', flag),
          })
    return fail(screen, error, advice, options.json ?? false)
  }
}

function fail(
  screen: Screen,
  { code, message, status, retryAfterS, exitCode }: Failure,
  advice: string | undefined,
  asJson: boolean,
): ExitCode {
  screen.said.print(failureWords(message, advice, screen.said.paint))
  if (asJson) screen.document({ error: { code, message, advice, status, retryAfterS } })
  return exitCode
}
