import { fileURLToPath } from 'node:url'
import { type Child, startChild } from '../child.ts'
import { cpuMicrosOf, residentBytesOf } from '../process-usage.ts'

const PROBE = fileURLToPath(new URL('./loop-delay-probe.ts', import.meta.url))

/** A server whose processor time, memory and event loop can be looked at from outside. */
export interface ProbedServer {
  readonly url: string
  readonly child: Child
  cpuMicros(): Promise<number>
  residentBytes(): Promise<number>
  /** Longest that its loop was held up since the last call, in milliseconds. */
  maxLoopDelayMs(): Promise<number>
}

/** @param ready what it prints with its address */
export async function startProbed(
  script: string,
  env: NodeJS.ProcessEnv,
  ready: RegExp,
): Promise<ProbedServer> {
  const child = startChild(script, env, [], ['--import', PROBE])
  const url = (await child.line(ready))[1] ?? ''
  const pid = child.process.pid ?? 0
  let asked = 0
  return {
    url,
    child,
    cpuMicros: () => cpuMicrosOf(pid),
    residentBytes: () => residentBytesOf(pid),
    async maxLoopDelayMs() {
      asked += 1
      child.process.kill('SIGWINCH')
      return Number((await child.line(new RegExp(`loop delay ${asked}: (\\S+) ms`)))[1])
    },
  }
}
