import { fileURLToPath } from 'node:url'
import { runService } from '../../scripts/run-service.ts'
import type { AdminApi } from '../support/admin-api.ts'
import { waitFor } from '../support/wait-for.ts'

const SHOP = fileURLToPath(new URL('../../examples/shop/server/main.ts', import.meta.url))

export interface RunningShop {
  readonly url: string
  stop(): Promise<void>
}

/** The shop of `npm run demo`, as a process of its own, with keys of this flag server. */
export async function startShop(server: { url: string; admin: AdminApi }): Promise<RunningShop> {
  const { printed, stop } = runService(SHOP, {
    PORT: '0',
    BUNTING_URL: server.url,
    BUNTING_SDK_KEY: (await server.admin.createSdkKey('server')).key,
    BUNTING_CLIENT_KEY: (await server.admin.createSdkKey('client')).key,
  })
  const url = await waitFor(() => printed().match(/http\S+/)?.[0], {
    what: 'the shop to listen',
    timeoutMs: 15_000,
  })
  return { url, stop }
}
