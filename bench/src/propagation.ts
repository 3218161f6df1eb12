import { setTimeout as rest } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createFeatureFlags, type FeatureFlags } from '@bunting/node'
import { createAdminApi, PRODUCTION } from '@bunting/test/support/admin-api.ts'
import { WebSocket } from 'ws'
import type { Bench, Result } from './bench.ts'
import { startChild } from './child.ts'
import { startOwnServer } from './own-server.ts'
import { monotonicMs, startTriggerThread } from './propagation/trigger-thread.ts'
import { countOf } from './read-options.ts'
import { median, quantile } from './statistics.ts'

const BARE = fileURLToPath(new URL('./propagation/bare-broadcast.ts', import.meta.url))
const WARM_UP = 5

/**
 * From the answer of the API to the flag in force: one toggle a round, to 1 and to 1,000 Node SDKs,
 * beside a bare `ws` server that answers an HTTP request and broadcasts the same bytes. The servers
 * are processes of their own; all clients are in this one, and the question is asked on a thread of its own.
 */
export const run: Bench = async ({ count, option, progress }) => {
  const rounds = count('rounds', 40)
  const counts = (option('clients') ?? '1,1000').split(',').map((n) => countOf(n, '--clients'))
  await using server = await startOwnServer()
  const { url, token } = server
  const bare = startChild(BARE)
  const trigger = startTriggerThread()
  try {
    const bareUrl = (await bare.line(/(http\S+)/))[1] ?? ''
    const admin = createAdminApi(url, token)
    await admin.createFlag({ key: 'toggled', type: 'boolean' })
    const { key } = await admin.createSdkKey('server')
    const results: Result[] = []
    for (const count of counts) {
      progress(`connecting ${count} SDKs and ${count} bare sockets`)
      const sdks = await connectSdks(url, key, count)
      const sockets = await connectSockets(bareUrl, count)
      let on = false
      const toggle = () =>
        trigger.ask({
          url: `${url}/api/v1${PRODUCTION}/flags/toggled`,
          init: {
            method: 'PATCH',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            body: JSON.stringify({ on: !on }),
          },
        })
      const bytes = await deltaBytes(url, key, toggle)
      on = !on
      const broadcast = () =>
        trigger.ask({ url: bareUrl, init: { method: 'POST', body: String(bytes) } })
      const samples: Record<string, number[][]> = { bunting: [], ws: [] }
      for (let round = 0; round < rounds + WARM_UP; round += 1) {
        const bunting = await oneRound(
          sdks.map((sdk) => () => nextChange(sdk)),
          toggle,
        )
        on = !on
        const ws = await oneRound(
          sockets.map((socket) => () => nextMessage(socket)),
          broadcast,
        )
        if (round < WARM_UP) continue
        samples.bunting?.push(bunting)
        samples.ws?.push(ws)
        progress(`${count} clients: round ${round - WARM_UP + 1} of ${rounds}`)
        // Receipts are read and written down between rounds, as they would be between toggles.
        await rest(50)
      }
      for (const [subject, all] of Object.entries(samples)) {
        results.push(...summarise(String(count), subject, all))
      }
      await Promise.all(sdks.map((sdk) => sdk.close()))
      for (const socket of sockets) socket.terminate()
    }
    return results
  } finally {
    await Promise.all([bare.stop(), trigger.stop()])
  }
}

function summarise(scenario: string, subject: string, rounds: readonly number[][]): Result[] {
  const all = rounds.flat()
  const row = (metric: string, value: number): Result => ({
    scenario,
    subject,
    metric,
    value,
    unit: 'ms',
  })
  return [
    row('p50Ms', quantile(all, 0.5)),
    row('p99Ms', quantile(all, 0.99)),
    row('lastMs', median(rounds.map((round) => Math.max(...round)))),
  ]
}

/** Milliseconds from the answer to each arrival; what came before the answer took none. */
async function oneRound(
  arrivals: readonly (() => Promise<number>)[],
  change: () => Promise<number>,
): Promise<number[]> {
  const waiting = arrivals.map((arrival) => arrival())
  const answeredAt = await change()
  return (await Promise.all(waiting)).map((at) => Math.max(0, at - answeredAt))
}

function nextChange(sdk: FeatureFlags): Promise<number> {
  return new Promise((resolve) => {
    const unsubscribe = sdk.subscribe(() => {
      unsubscribe()
      resolve(monotonicMs())
    })
  })
}

function nextMessage(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.once('message', () => resolve(monotonicMs()))
  })
}

async function connectSdks(url: string, key: string, count: number): Promise<FeatureFlags[]> {
  const options = { url, key, cacheDir: false } as const
  const sdks = Array.from({ length: count }, () => createFeatureFlags(options))
  const states = await Promise.all(sdks.map((sdk) => sdk.ready({ timeoutMs: 30_000 })))
  if (states.some(({ connected }) => !connected)) throw new Error('not every SDK connected')
  return sdks
}

async function connectSockets(url: string, count: number): Promise<WebSocket[]> {
  return Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<WebSocket>((resolve, reject) => {
          const socket = new WebSocket(url.replace('http', 'ws'), { perMessageDeflate: false })
          socket.once('open', () => resolve(socket))
          socket.once('error', reject)
        }),
    ),
  )
}

/** How long the delta of a toggle is, read off the wire. */
async function deltaBytes(
  url: string,
  key: string,
  toggle: () => Promise<unknown>,
): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sdk/v1/stream`, 'bunting.v1', {
    headers: { authorization: `Bearer ${key}` },
  })
  let toggled: Promise<unknown> | undefined
  const bytes = await new Promise<number>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', () => {
      const sdk = { name: 'bench', version: '1' }
      socket.send(JSON.stringify({ type: 'hello', sdk, instance: 'bench' }))
    })
    socket.on('message', (data) => {
      const text = data.toString()
      if (text.startsWith('{"type":"snapshot"')) toggled = toggle()
      if (!text.startsWith('{"type":"delta"')) return
      socket.terminate()
      resolve(text.length)
    })
  })
  await toggled
  return bytes
}
