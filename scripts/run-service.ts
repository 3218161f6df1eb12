import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Service {
  /** Everything it has printed on standard output. */
  readonly printed: () => string
  /** Resolves with its exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>
}

/**
 * Runs one of our TypeScript files on this very Node. What it says on standard error is shown.
 * It gets a process group of its own: Ctrl-C reaches us alone, and we stop our services in order.
 */
export function runService(file: string, environment: Record<string, string>): Service {
  const child: ChildProcess = spawn(process.execPath, [file], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  let printed = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return {
    printed: () => printed,
    ended,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Waits until the address answers with success. @throws Error when it does not within `withinMs` */
export async function answering(url: string, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  while (performance.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${url} did not answer within ${withinMs / 1_000} seconds`)
}
