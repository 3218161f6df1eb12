import { setTimeout as sleep } from 'node:timers/promises'
import { run } from '../../sdks/cli/src/run.ts'
import { createScreen } from '../../sdks/cli/src/terminal/screen.ts'
import type { CliAnswer } from '../support/run-cli.ts'

interface Terminal {
  readonly isTTY: boolean
}

/** The command `bunting` in this process: the same but for the half second that a process takes. */
export async function runHere(
  typed: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CliAnswer> {
  const { shown, ended } = begin(typed, env, { isTTY: false })
  return { code: await ended, ...shown }
}

/** As somebody at a terminal of 80 columns sees it while it goes on; `said` has the marks that take a line away. */
export function runOnTerminal(typed: readonly string[], env: Readonly<Record<string, string>>) {
  return begin(typed, { NO_COLOR: '1', ...env }, { isTTY: true })
}

function begin(
  typed: readonly string[],
  env: Readonly<Record<string, string>>,
  { isTTY }: Terminal,
) {
  const shown = { out: '', said: '' }
  const stream = (name: 'out' | 'said') => ({
    isTTY,
    columns: 80,
    write: (text: string) => (shown[name] += text),
  })
  const ended = run({
    typed,
    env,
    screen: createScreen(env, stream('out'), stream('said')),
    time: { now: () => performance.now(), sleep: (ms) => sleep(ms) },
  })
  return { shown, ended }
}
