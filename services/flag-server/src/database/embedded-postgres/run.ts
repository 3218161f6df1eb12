import { spawn } from 'node:child_process'
import type { Account } from './account.ts'

export interface Ran {
  readonly exitCode: number | null
  /** Standard output and error, as they came. */
  readonly output: string
}

export interface RunOptions {
  readonly account: Account
  readonly directory: string
  readonly input?: string
}

/**
 * Postgres's programs get no more of our environment than they need: it holds secrets of ours, and a
 * stray PGPORT or PGDATA of the person who starts us would change what they do. Messages are in
 * English, as we read some of them.
 */
export const BARE_ENVIRONMENT = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' }

/** Runs one of Postgres's programs to its end. Rejects only when it cannot be started at all. */
export function run(program: string, args: string[], options: RunOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...options.account,
      cwd: options.directory,
      env: BARE_ENVIRONMENT,
      stdio: 'pipe',
    })
    let output = ''
    const append = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', append)
    child.stderr.on('data', append)
    // A program that ends before it read its input is told by its exit code, not by EPIPE.
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input)
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, output }))
  })
}
