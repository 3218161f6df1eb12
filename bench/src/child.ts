import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Child {
  readonly process: ChildProcess
  /** The first line it printed that matches. */
  line(pattern: RegExp): Promise<RegExpMatchArray>
  /** SIGTERM, and waits for its end. */
  stop(): Promise<void>
}

/** A process of this bench, on the same Node. What it says on standard error is shown if it fails. */
export function startChild(
  script: string,
  env: NodeJS.ProcessEnv = {},
  args: readonly string[] = [],
  nodeArgs: readonly string[] = [],
): Child {
  const child = spawn(process.execPath, [...nodeArgs, script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let complained = ''
  const ended = once(child, 'exit')
  child.stdout.on('data', (data) => {
    printed += data
  })
  child.stderr.on('data', (data) => {
    complained += data
  })
  return {
    process: child,
    async line(pattern) {
      for (;;) {
        const found = printed.match(pattern)
        if (found) return found
        if (child.exitCode !== null) throw new Error(`${script} ended: ${complained}`)
        await Promise.race([once(child.stdout, 'data'), ended])
      }
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await ended
      }
    },
  }
}
