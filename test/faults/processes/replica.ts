import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Child, startChild } from './child.ts'
import type { ServerArguments } from './server-process.ts'

/** One of the servers, and who starts it again when it is down: an orchestrator, in short. */
export interface Replica {
  /** Undefined while it does not listen. */
  port(): number | undefined
  /** Undefined while it does not run. */
  pid(): number | undefined
  /** Resolves when it listens; while Postgres is away it is tried again and again. */
  start(): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
  /** SIGTERM. Resolves with whether it has ended in time. */
  terminate(): Promise<boolean>
  setWallClock(ms: number): void
  /** How often it has ended although nobody told it to. */
  crashes(): number
}

const SCRIPT = fileURLToPath(new URL('./server-process.ts', import.meta.url))
const START_WITHIN_MS = 120_000
const STOP_WITHIN_MS = 30_000
const RETRY_MS = 200

export function createReplica(given: ServerArguments, log: string): Replica {
  let child: Child | undefined
  let port: number | undefined
  let crashes = 0

  async function end(signal: NodeJS.Signals): Promise<boolean> {
    // A load balancer sends nobody more to a server that is told to stop.
    port = undefined
    child?.process.kill(signal)
    const isGone = (await child?.goneWithin(STOP_WITHIN_MS)) ?? true
    if (!isGone) child?.process.kill('SIGKILL')
    return isGone
  }

  return {
    port: () => port,
    pid: () => (port === undefined ? undefined : child?.process.pid),
    async start() {
      const deadline = performance.now() + START_WITHIN_MS
      while (port === undefined && performance.now() < deadline) {
        const started = startChild(SCRIPT, [JSON.stringify(given)], log)
        child = started
        // The question is its start: it answers when it listens.
        port = await started.ask<number>({ wallClockMs: 0 }).catch(() => undefined)
        if (port === undefined) await delay(RETRY_MS)
        else {
          const listened = port
          started.process.once('exit', () => {
            if (port !== listened) return
            port = undefined
            crashes += 1
          })
        }
      }
      if (port === undefined) throw new Error(`a server does not start; see ${log}`)
    },
    async kill() {
      await end('SIGKILL')
    },
    terminate: () => end('SIGTERM'),
    setWallClock: (wallClockMs) => child?.tell({ wallClockMs }),
    crashes: () => crashes,
  }
}
