import type { Options } from './arguments/options.ts'
import { readArguments } from './arguments/read-arguments.ts'
import { shellWords } from './arguments/shell-words.ts'
import { COMMANDS } from './commands/all.ts'
import type { Outcome, RemoteCommand } from './commands/command.ts'
import { answerShell, COMPLETE } from './completion/answer-shell.ts'
import { type ExitCode, Failure } from './failure.ts'
import { commandHelp, helpText } from './help.ts'
import { createApi } from './server/api.ts'
import { readConnection } from './server/connection.ts'
import { otherPlaces, pageUrl } from './server/place.ts'
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
  const { typed, screen, env } = surroundings
  try {
    if (typed[0] === COMPLETE) return await answerShell(screen, typed.slice(1), env)
    const { command, operands, options } = readArguments(typed, COMMANDS)
    if (options.help) {
      screen.out.print(command ? commandHelp(command) : helpText())
      return 0
    }
    if (command && 'runHere' in command) return answer(screen, command.runHere(operands), options)
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

function answer(
  screen: Screen,
  { words, document, exitCode = 0 }: Outcome,
  { json }: Options,
): ExitCode {
  if (json) screen.document(document)
  else screen.out.print(words)
  return exitCode
}

async function runCommand(
  { typed, env, screen, time }: Surroundings,
  command: RemoteCommand,
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
    return answer(screen, await command.run(call), options)
  } catch (error) {
    screen.progress(undefined)
    if (!(error instanceof Failure)) throw error
    const { environment } = options
    const flag = /^(NEW-)?KEY/.test(command.operands) ? operands[0] : undefined
    const advice =
      isNoPlace(error) && !error.advice
        ? await otherPlaces(api, error.code, project, environment ?? '')
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

type NoPlace = Failure & { readonly code: 'project_not_found' | 'environment_not_found' }

function isNoPlace(failure: Failure): failure is NoPlace {
  return failure.code === 'project_not_found' || failure.code === 'environment_not_found'
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
