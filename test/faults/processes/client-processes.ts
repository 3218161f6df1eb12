import { fileURLToPath } from 'node:url'
import type { ClientReport } from '../watched-client.ts'
import { type Child, startChild } from './child.ts'
import type { ClientCommand, ClientOptions } from './client-process.ts'

/** The processes with the Node SDKs. They outlive a schedule; their SDKs do not. */
export interface ClientProcesses {
  readonly count: number
  /** Dealt out over all processes. */
  open(clients: readonly ClientOptions[]): Promise<void>
  replace(which: number, share: number): Promise<void>
  setWallClock(which: number, ms: number): void
  signal(which: number, signal: 'SIGSTOP' | 'SIGCONT'): void
  report(): Promise<ClientReport[]>
  close(): Promise<ClientReport[]>
  /** Resolves with the number of processes that did not end by themselves, and are ended now. */
  end(): Promise<number>
}

const SCRIPT = fileURLToPath(new URL('./client-process.ts', import.meta.url))
/** A process on which nothing waits any more ends at once; a busy machine takes its time. */
const END_WITHIN_MS = 15_000

export function startClientProcesses(count: number, log: string): ClientProcesses {
  const children = Array.from({ length: count }, () => startChild(SCRIPT, [], log))
  let sizes: number[] = []
  const ask = <Answer>(child: Child, command: ClientCommand) => child.ask<Answer>(command)
  const at = (which: number) => children[which % count] ?? never()
  const all = async (command: ClientCommand) => {
    const reports = await Promise.all(children.map((child) => ask<ClientReport[]>(child, command)))
    return reports.flat()
  }

  return {
    count,
    async open(clients) {
      const dealt = children.map((_, n) => clients.filter((_, index) => index % count === n))
      sizes = dealt.map(({ length }) => length)
      await Promise.all(
        children.map((child, n) => ask(child, { do: 'open', clients: dealt[n] ?? [] })),
      )
    },
    replace(which, share) {
      const size = sizes[which % count] ?? 0
      return ask(at(which), { do: 'replace', count: Math.ceil(size * share) })
    },
    setWallClock: (which, ms) => at(which).tell({ do: 'wall-clock', ms }),
    signal: (which, signal) => void at(which).process.kill(signal),
    report: () => all({ do: 'report' }),
    close: () => all({ do: 'close' }),
    async end() {
      const gone = await Promise.all(
        children.map(async (child) => {
          child.tell({ do: 'end' })
          const isGone = await child.goneWithin(END_WITHIN_MS)
          if (!isGone) child.process.kill('SIGKILL')
          return isGone
        }),
      )
      return gone.filter((isGone) => !isGone).length
    },
  }
}

function never(): never {
  throw new Error('there is no such process')
}
