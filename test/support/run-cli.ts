import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { UNSETTLE } from './unsteady.ts'

const CLI = fileURLToPath(new URL('../../sdks/cli/src/bin.ts', import.meta.url))

export interface CliAnswer {
  readonly code: number
  readonly out: string
  readonly said: string
}

/** The command `bunting` as a process, with nothing of this one's environment but these variables. */
export function runCli(typed: readonly string[], env: Record<string, string>): Promise<CliAnswer> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...UNSETTLE, CLI, ...typed],
      {
        env: { PATH: process.env.PATH ?? '', UNSTEADY: process.env.UNSTEADY ?? '', ...env },
        timeout: 20_000,
      },
      (_, out, said) => resolve({ code: child.exitCode ?? -1, out, said }),
    )
  })
}
