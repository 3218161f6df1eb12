import { createFeatureFlags, type NodeFeatureFlags } from '@bunting/node'
import type { Audience } from '../flags.ts'
import { joined } from '../joined-reports.ts'
import { type ClientReport, type WatchedClient, watchClient } from '../watched-client.ts'
import { setWallClock } from './wall-clock.ts'

/** Some SDKs in a process of their own, which asks them all the time. */
export type ClientCommand =
  | { readonly do: 'open'; readonly clients: readonly ClientOptions[] }
  /** Closes the first so many and makes others in their place, which start with what those left. */
  | { readonly do: 'replace'; readonly count: number }
  | { readonly do: 'report' }
  /** Closes all; answers with the reports of how that went. */
  | { readonly do: 'close' }
  | { readonly do: 'wall-clock'; readonly ms: number }
  /** Nothing keeps the process from ending after this. */
  | { readonly do: 'end' }

export interface ClientOptions {
  readonly name: string
  readonly audience: Audience
  readonly url: string
  readonly key: string
  readonly cacheDir: string
}

interface OpenClient {
  readonly options: ClientOptions
  readonly sdk: NodeFeatureFlags
  readonly watched: WatchedClient
  /** The last of those it took the place of. */
  readonly before: ClientReport | undefined
}

const ASK_MS = 20
/** A second for the cache, and something for a machine that has much to do. */
const CLOSE_WITHIN_MS = 8_000

let clients: OpenClient[] = []
const asking = setInterval(() => {
  for (const { watched } of clients) watched.ask()
}, ASK_MS)

function open(options: ClientOptions, before?: ClientReport): OpenClient {
  const { name, audience, url, key, cacheDir } = options
  const sdk = createFeatureFlags({
    ...{ url, key, cacheDir, instance: name, logger: { warn: () => undefined } },
    ...{ silenceMs: 5_000, connectTimeoutMs: 2_000, maxReconnectDelayMs: 1_000, pollMs: 1_000 },
  })
  return { options, sdk, watched: watchClient(name, audience, sdk), before }
}

async function close({ sdk, watched }: OpenClient): Promise<void> {
  const began = performance.now()
  watched.closes()
  await sdk.close()
  const tookMs = Math.round(performance.now() - began)
  if (tookMs > CLOSE_WITHIN_MS) watched.violated(`close() took ${tookMs} ms`)
  watched.ask()
}

async function replace(old: OpenClient): Promise<OpenClient> {
  const before = old.sdk.status()
  await close(old)
  const next = open(old.options, reportOf(old))
  const now = next.sdk.status()
  if (before.revision !== undefined && now.revision === undefined) {
    next.watched.violated('started without the flags that were kept')
  }
  if (now.epoch === before.epoch && (now.revision ?? 0) < (before.revision ?? 0)) {
    next.watched.violated(`started with ${now.revision}; it had ${before.revision}`)
  }
  return next
}

function reportOf({ watched, before }: OpenClient): ClientReport {
  const report = watched.report()
  return before ? joined(before, report) : report
}

async function obey(command: ClientCommand): Promise<unknown> {
  switch (command.do) {
    case 'open':
      clients = command.clients.map((options) => open(options))
      return
    case 'replace': {
      const replaced = clients.slice(0, command.count)
      const others = clients.slice(command.count)
      clients = [...(await Promise.all(replaced.map(replace))), ...others]
      return
    }
    case 'report':
      return clients.map(reportOf)
    case 'close': {
      await Promise.all(clients.map(close))
      const reports = clients.map(reportOf)
      clients = []
      return reports
    }
    case 'wall-clock':
      return setWallClock(command.ms)
    case 'end':
      clearInterval(asking)
      // What was asked is answered first.
      return setImmediate(() => process.disconnect())
  }
}

process.on('message', async ({ id, ...command }: ClientCommand & { id: number }) => {
  const answer = await obey(command)
  process.send?.({ id, answer })
})
process.once('disconnect', () => {
  clearInterval(asking)
  for (const { sdk } of clients) void sdk.close()
})
