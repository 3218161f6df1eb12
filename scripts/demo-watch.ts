import { setTimeout as delay } from 'node:timers/promises'
import type { Connections } from '../services/flag-server/src/connections/connection-schemas.ts'
import type { Delivery } from '../services/flag-server/src/delivery/delivery-schemas.ts'
import type { ReleaseDetail } from '../services/flag-server/src/releases/release-schemas.ts'
import { type DemoApi, ENVIRONMENT } from './demo-api.ts'
import { findRelease } from './demo-release.ts'

const LOOK_EVERY_MS = 200
const OPEN_WITHIN_MS = 90_000
const APPLIED_WITHIN_MS = 5_000

/** Until a page with the React SDK is connected, somebody has started the release, or time is up. */
export async function somebodyIsThere(api: DemoApi, id: string): Promise<void> {
  const deadline = performance.now() + OPEN_WITHIN_MS
  while (performance.now() < deadline) {
    const { client } = await api<Connections>('GET', `${ENVIRONMENT}/connections`, [200])
    if (client > 0 || (await findRelease(api, id)).state !== 'draft') return
    await delay(LOOK_EVERY_MS)
  }
}

/** The release each time its state or its stage is another, until it is over. */
export async function* moves(api: DemoApi, id: string): AsyncGenerator<ReleaseDetail> {
  for (let last = ''; ; await delay(LOOK_EVERY_MS)) {
    const release = await findRelease(api, id)
    const now = `${release.state} ${release.stage}`
    if (now !== last) yield release
    if (['completed', 'rolled_back', 'aborted'].includes(release.state)) return
    last = now
  }
}

/** How that revision reached the clients, when all have it. */
export async function delivered(api: DemoApi, revision: number): Promise<Delivery> {
  const path = `${ENVIRONMENT}/revisions/${revision}/delivery`
  const deadline = performance.now() + APPLIED_WITHIN_MS
  for (;;) {
    const delivery = await api<Delivery>('GET', path, [200])
    const { connected, applied, silent } = delivery
    const isEverywhere = connected > 0 && applied === connected && silent.length === 0
    if (isEverywhere || performance.now() > deadline) return delivery
    await delay(LOOK_EVERY_MS)
  }
}
