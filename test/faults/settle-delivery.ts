import { setTimeout as delay } from 'node:timers/promises'
import { createAdminApi } from '../support/admin-api.ts'
import type { Environment } from './environment.ts'
import type { Clients } from './open-clients.ts'

interface Delivery {
  readonly connected: number
  readonly applied: number
  readonly p99Ms: number | null
  readonly laggards: readonly { readonly instance: string }[]
  readonly silent: readonly string[]
}

export interface DeliveryOptions {
  readonly environment: Environment
  readonly adminToken: string
  readonly url: string
  readonly revision: number
  readonly clients: Clients
  /** Process ids of the servers that run. One that was killed is silent, rightly, until it is counted out. */
  readonly running: ReadonlySet<number | undefined>
  readonly violated: (what: string) => void
}

const WITHIN_MS = 20_000
const LOOK_MS = 250

/** Waits until the servers know of all who are connected that they have the newest revision (G7). */
export async function settleDelivery(options: DeliveryOptions): Promise<void> {
  const { environment, adminToken, url, revision, clients, running, violated } = options
  const api = createAdminApi(url, adminToken)
  const path = `${environment.path}/revisions/${revision}/delivery`
  const deadline = performance.now() + WITHIN_MS
  for (;;) {
    const { status, body } = await api.request<Delivery>('GET', path)
    const connected = (await clients.report()).filter((report) => report.status.connected).length
    const isTold = body.applied === connected && body.connected === connected
    const silent = body.silent.filter((address) => running.has(Number(address.split(':').at(-1))))
    const isAll = isTold && body.laggards.length === 0 && silent.length === 0
    if (status === 200 && isAll && body.p99Ms !== null) return
    if (performance.now() > deadline) {
      return violated(
        `${connected} SDKs are connected and hold revision ${revision}; the delivery is ${JSON.stringify(body)}`,
      )
    }
    await delay(LOOK_MS)
  }
}
