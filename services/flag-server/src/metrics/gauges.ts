import { Gauge, type Registry } from 'prom-client'
import type { Services } from '../services.ts'
import { createEnvironmentNames } from './environment-names.ts'
import { watchEventLoop } from './event-loop-lag.ts'

export interface Gauges {
  /** Reads what is, right before it is told. */
  read(): Promise<void>
  stop(): void
}

const OF_ENVIRONMENT = ['project', 'environment'] as const

/** What Prometheus is told of the moment in which it asks; until then it costs nothing. */
export function createGauges(
  registry: Registry,
  { db, pool, feeds, listener, streams, config }: GaugeSources,
): Gauges {
  const registers = [registry]
  const gauge = <T extends string>(name: string, help: string, labelNames: readonly T[] = []) =>
    new Gauge<T>({ name: `bunting_${name}`, help, labelNames: [...labelNames], registers })

  gauge('build_info', 'Always 1; which version this is', ['version']).set(
    { version: config.version },
    1,
  )
  const listening = gauge('listener_connected', 'Whether changes made elsewhere are heard: 1 or 0')
  const sockets = gauge('stream_sockets', 'Sockets of SDKs, those without a hello included')
  const connections = gauge('connections', 'SDKs connected to this replica, by kind of their key', [
    ...OF_ENVIRONMENT,
    'kind',
  ])
  const committed = gauge('database_revision', 'Newest revision committed', OF_ENVIRONMENT)
  const served = gauge('replica_revision', 'Revision this replica serves', OF_ENVIRONMENT)
  const bytes = gauge('ruleset_bytes', 'Size of the ruleset, before compression, by kind of key', [
    ...OF_ENVIRONMENT,
    'kind',
  ])
  const database = gauge('database_connections', 'Connections to Postgres, listener left out', [
    'state',
  ])
  const waiting = gauge('database_waiting_requests', 'Statements that wait for a connection')
  const lag = gauge('event_loop_lag_seconds', 'Lateness of timers since the last scrape', [
    'quantile',
  ])
  const memory = gauge('process_resident_memory_bytes', 'Memory of this process')
  const readNames = createEnvironmentNames(db)
  const eventLoop = watchEventLoop()

  async function read(): Promise<void> {
    const [names, followed] = await Promise.all([readNames(), feeds.all()])
    // From here on at once: what another asks for meanwhile is whole.
    for (const one of [connections, committed, served, bytes]) one.reset()
    for (const { id, project, environment, revision } of names) {
      const labels = { project, environment }
      if (revision !== undefined) committed.set(labels, revision)
      const here = followed.get(id)
      if (!here) continue
      served.set(labels, here.feed.head().revision)
      const { server, client } = countKinds(here.tracker.sdks())
      connections.set({ ...labels, kind: 'server' }, server)
      connections.set({ ...labels, kind: 'client' }, client)
      bytes.set({ ...labels, kind: 'server' }, here.feed.bytes('server'))
      bytes.set({ ...labels, kind: 'client' }, here.feed.bytes('client'))
    }
    listening.set(listener.listening() ? 1 : 0)
    sockets.set(streams.size)
    database.set({ state: 'in_use' }, pool.totalCount - pool.idleCount)
    database.set({ state: 'idle' }, pool.idleCount)
    waiting.set(pool.waitingCount)
    const { p50, p99, max } = eventLoop.read()
    lag.set({ quantile: '0.5' }, p50)
    lag.set({ quantile: '0.99' }, p99)
    lag.set({ quantile: '1' }, max)
    memory.set(process.memoryUsage.rss())
  }

  return { read, stop: eventLoop.stop }
}

export type GaugeSources = Pick<
  Services,
  'db' | 'pool' | 'feeds' | 'listener' | 'streams' | 'config'
>

function countKinds(sdks: Iterable<{ readonly kind: 'server' | 'client' }>) {
  const counts = { server: 0, client: 0 }
  for (const { kind } of sdks) counts[kind] += 1
  return counts
}
