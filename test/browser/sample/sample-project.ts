import { createFeatureFlags, type NodeFeatureFlags } from '@bunting/node'
import { type AdminApi, PRODUCTION } from '../../support/admin-api.ts'
import { HALF, releasesOf } from '../../support/releases.ts'
import { must } from './must.ts'
import { makeFlags } from './sample-flags.ts'
import { makePeople } from './sample-people.ts'
import { makeRequests } from './sample-requests.ts'
import { makeSegments } from './sample-segments.ts'

/** That stay connected. */
export const SDKS = 8

export interface SampleProject {
  /** What stands for the parameters of the admin UI's routes. */
  readonly parameters: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** A shop's flags, with people behind them: what every screen has something to show of. */
export async function makeSampleProject(url: string, admin: AdminApi): Promise<SampleProject> {
  await makePeople(url, admin)
  await makeSegments(admin)
  await makeFlags(admin)
  const sdks = await connectSdks(url, admin)
  const release = await releasesOf(admin).start('search-v2', HALF)
  // After the start: nothing is sent there.
  await must(admin, 'POST', '/projects/default/webhooks', {
    name: '#releases',
    url: 'https://hooks.shop.example/releases',
    format: 'slack',
  })
  await askAsShopsDo(sdks)
  const request = await makeRequests(url, admin)
  return {
    parameters: {
      project: 'default',
      environment: 'production',
      flag: 'new-checkout',
      segment: 'beta-testers',
      release: release.id,
      request: String(request),
    },
    async close() {
      await Promise.all(sdks.map((sdk) => sdk.close()))
    },
  }
}

async function connectSdks(url: string, admin: AdminApi): Promise<readonly NodeFeatureFlags[]> {
  const { key } = await must<{ key: string }>(admin, 'POST', `${PRODUCTION}/sdk-keys`, {
    kind: 'server',
    name: 'shop-api',
  })
  await must(admin, 'POST', `${PRODUCTION}/sdk-keys`, { kind: 'client', name: 'shop-web' })
  const sdks = Array.from({ length: SDKS + 1 }, (_, index) =>
    createFeatureFlags({
      url,
      key,
      instance: `shop-${index}`,
      application: { name: 'shop', version: '2.4.1' },
      cacheDir: false,
    }),
  )
  await Promise.all(sdks.map((sdk) => sdk.ready()))
  return sdks
}

/** Some hundred visitors, and one question for a flag that nobody has made. */
async function askAsShopsDo(sdks: readonly NodeFeatureFlags[]): Promise<void> {
  for (const [at, sdk] of sdks.entries()) {
    for (let visitor = 0; visitor < 60; visitor++) {
      const user = {
        targetingKey: `user-${at * 60 + visitor}`,
        country: ['DE', 'FR', 'US'][visitor % 3] ?? 'DE',
        plan: visitor % 4 === 0 ? 'pro' : 'free',
        email: `user-${visitor}@mail.example`,
      }
      sdk.isEnabled('new-checkout', user)
      sdk.isEnabled('search-v2', user)
      sdk.isEnabled('payments-kill', user)
      sdk.value('button-colour', '#4a5568', user)
    }
  }
  // One leaves: its counts are stored at once, the others' come by and by.
  const leaving = sdks.at(-1)
  leaving?.isEnabled('holiday-banner', { targetingKey: 'user-1' })
  await leaving?.close()
}
