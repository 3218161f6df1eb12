import { COMMANDS } from '../commands/all.ts'
import type { ExitCode } from '../failure.ts'
import type { Screen } from '../terminal/screen.ts'
import { oneLine } from '../terminal/screen-text.ts'
import { askServer } from './ask-server.ts'
import { complete } from './complete.ts'
import { readWords } from './read-words.ts'

/** What the shells' scripts call; nobody types it. */
export const COMPLETE = '__complete'

/** A line for each candidate: the word, and behind a tab what it is. */
export async function answerShell(
  screen: Screen,
  typed: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const { url, project } = readWords(typed.slice(0, -1)).options
  const found = await complete(typed, COMMANDS, askServer(env, { url, project }))
  for (const { value, says } of found) {
    screen.out.print([value, ...(says ? [oneLine(says)] : [])].join('\t'))
  }
  return 0
}
