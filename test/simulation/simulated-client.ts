import { type Client, createClient } from '@bunting/client'
import { pollForRuleset, recordEvents } from '@bunting/client/companions'
import { decodeFrame } from '@bunting/protocol/wire'
import type { SimulatedDatabase } from './simulated-database.ts'
import { createSimulatedNetwork, type SimulatedNetwork } from './simulated-network.ts'
import type { SimulatedServer } from './simulated-server.ts'
import { watchRevisions } from './watch-revisions.ts'
import type { World } from './world.ts'

/** Two heartbeats, each of which is missed after three times its time. */
const SILENTLY_STALE_MS = 90_000

/** A production client, of whose word nothing is believed. */
export interface SimulatedClient {
  readonly network: SimulatedNetwork
  /** Asks for a flag, and checks the answer against all the database has ever been. */
  ask(key: string): void
  close(): void
  start(): void
  /** Its process ends and another begins, with the flags that the last one held. */
  restart(): void
  /** Its clock runs on while it does not: a laptop asleep, a process stopped. */
  jump(ms: number): void
  /** What is not as it must be once all has been well for a while. */
  complaints(): string[]
}

export interface ClientOptions {
  readonly name: string
  readonly world: World
  readonly servers: readonly SimulatedServer[]
  readonly database: SimulatedDatabase
}

export function createSimulatedClient(options: ClientOptions): SimulatedClient {
  const { name, world, servers, database } = options
  const { time, random, violated } = world
  const network = createSimulatedNetwork(world, servers)
  let processes = 0
  let instance = ''
  let evaluations = 0
  let skewMs = 0
  let client = startProcess()

  function startProcess(): Client {
    processes += 1
    evaluations = 0
    instance = `${name}-${processes}`
    const started = createClient(
      { url: 'http://flags', key: 'key', instance, sdk: { name: instance, version: '0' } },
      {
        openSocket: network.openSocket,
        http: network.httpOf(`${instance} 0`),
        time: { now: () => time.now() + skewMs, after: time.after },
        random,
        warn({ cause, message }) {
          if (cause === 'listener-threw' || cause === 'events-lost') violated(message)
        },
      },
      [recordEvents, pollForRuleset],
    )
    started.onStatus(watchRevisions(instance, violated))
    started.start()
    return started
  }

  function ask(key: string): void {
    const { epoch, revision, phase } = client.status()
    const value = client.value(key, -1)
    client.isEnabled(key)
    const { errorCode } = client.decide(key)
    if (epoch === undefined || revision === undefined) return
    evaluations += 3
    const truths = database.everAt({ epoch, revision })
    const isTrue = truths.some((values) => (values.get(key) ?? -1) === value)
    if (!isTrue) violated(`G2: ${instance} says ${key} is ${value} at ${epoch}.${revision}`)
    const passedMs = database.passedFor({ epoch, revision })
    if (phase === 'ready' && passedMs > SILENTLY_STALE_MS) {
      violated(`G6: ${instance} is ready at ${epoch}.${revision}, passed ${passedMs} ms ago`)
    }
    if (errorCode === 'PROVIDER_NOT_READY') violated(`G5: ${instance} has lost its flags`)
  }

  function complaints(): string[] {
    const { phase, epoch, revision } = client.status()
    const head = database.head()
    const found: string[] = []
    if (phase !== 'ready' || epoch !== head.epoch || revision !== head.revision) {
      const is = `${phase} at ${epoch}.${revision}`
      found.push(`G3: ${instance} is ${is}, not ready at ${head.epoch}.${head.revision}`)
    }
    const held = decodeFrame(client.snapshot() ?? '{}').lines.toSorted()
    const wanted = [...database.lines().values()].toSorted()
    if (held.join() !== wanted.join()) found.push(`G2: ${instance} holds other flags`)
    const stored = database.stored(`${instance} 0`)
    if (stored !== evaluations) {
      found.push(`${instance} was asked ${evaluations} times; ${stored} are stored`)
    }
    return found
  }

  return {
    network,
    ask,
    close: () => void client.close(),
    start: () => client.start(),
    restart() {
      const snapshot = client.snapshot()
      void client.close()
      client = startProcess()
      if (snapshot !== undefined) client.restore(snapshot, 1_000)
    },
    jump(ms) {
      skewMs += ms
    },
    complaints,
  }
}
