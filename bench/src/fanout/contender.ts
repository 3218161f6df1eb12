import { setTimeout as rest } from 'node:timers/promises'
import { monotonicMs } from '../propagation/trigger-thread.ts'
import type { ClientCrowd } from './client-crowd.ts'
import type { Target } from './orders.ts'
import type { ProbedServer } from './probed-server.ts'

/** A server with its clients, and what makes it tell them something. */
export interface Contender {
  readonly subject: Target['speaks']
  readonly server: ProbedServer
  readonly crowd: ClientCrowd
  /** The revision that the next change will make. */
  next(): number
  change(): Promise<void>
  /** What who has it all holds: `epoch.revision.checksum`. */
  newest(): Promise<string>
}

/** One change to all clients of one contender. */
export interface Round {
  readonly cpuUsPerDelivery: number
  /** Milliseconds from the answer to the change until each client had it; before the answer counts as 0. */
  readonly ms: readonly number[]
  readonly lost: number
  readonly maxLoopDelayMs: number
}

const WAIT_MS = 30_000
/** Receipts are read and written down within this: a round's processor time is complete. */
const SETTLE_MS = 1_000
/** What was only needed to connect is given back in the first moments of rest. */
const REST_MS = 10_000

export async function playRound({
  server,
  crowd,
  next,
  change,
  newest,
}: Contender): Promise<Round> {
  await server.maxLoopDelayMs()
  const cpuBefore = await server.cpuMicros()
  const arrived = crowd.ask({ order: 'await', revision: next(), timeoutMs: WAIT_MS })
  const [answeredAt, { clients, arrivals, held }] = await Promise.all([
    change().then(monotonicMs),
    arrived,
  ])
  await rest(SETTLE_MS)
  return {
    cpuUsPerDelivery: ((await server.cpuMicros()) - cpuBefore) / clients,
    ms: arrivals.map((at) => Math.max(0, at - answeredAt)),
    lost: clients - (held[await newest()] ?? 0),
    maxLoopDelayMs: await server.maxLoopDelayMs(),
  }
}

/** The first make the heap grow, once and for all; what each of the others takes is what one takes. */
const FIRST = 0.1

/** Connects all; answers with the memory that each takes, in kilobytes. */
export async function connectAll(
  { server, crowd }: Pick<Contender, 'server' | 'crowd'>,
  target: Target,
  clients: number,
): Promise<number> {
  const first = Math.round(clients * FIRST)
  await crowd.connect(target, first)
  const before = await server.residentBytes()
  const { arrivals } = await crowd.connect(target, clients)
  if (arrivals.length !== clients) {
    throw new Error(
      `${clients - arrivals.length} of ${clients} could not connect to ${target.speaks}`,
    )
  }
  await rest(REST_MS)
  return ((await server.residentBytes()) - before) / (clients - first) / 1_024
}
