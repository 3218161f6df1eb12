import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createFeatureFlags } from '@bunting/node'
import type { Browser } from 'playwright-core'
import { buildWhenStale } from '../../scripts/build-when-stale.ts'
import { type AdminApi, PRODUCTION } from '../support/admin-api.ts'
import { findChromium } from '../support/chromium.ts'
import { launchBrowser } from '../support/launch-browser.ts'
import { takeReleasePictures } from './release-screenshots.ts'
import { type ScreenshotServer, startScreenshotServer } from './screenshot-server.ts'

// Makes the pictures of the documentation: a real server with a few flags and SDKs, in a real browser.
// `npm run screenshots`, or with a folder of its own: `npm run screenshots -- /some/folder`; only those
// of releases: `npm run screenshots -- /some/folder releases`.

const FOLDER = process.argv[2] ?? fileURLToPath(new URL('../../docs/images', import.meta.url))

await buildWhenStale('admin-ui', ['sdks'])
await buildWhenStale('examples/shop', ['sdks'])
await mkdir(FOLDER, { recursive: true })
const browser = await launchBrowser(await findChromium())
try {
  if (process.argv[3] !== 'releases') await takeFlagPictures(browser)
  await takeReleasePictures(browser, FOLDER)
} finally {
  await browser.close()
}

async function takeFlagPictures(browser: Browser): Promise<void> {
  const server = await startScreenshotServer()
  try {
    await makeFlags(server.admin)
    const sdks = await connectSdks(server.url, server.admin)
    await takePictures(browser, server)
    await Promise.all(sdks.map((sdk) => sdk.close()))
  } finally {
    await server.stop()
  }
}

async function makeFlags(admin: AdminApi): Promise<void> {
  const split = (share: number) => ({
    rollout: {
      shares: [
        { variant: 'on', share },
        { variant: 'off', share: 100_000 - share },
      ],
    },
  })
  await admin.createFlag({
    key: 'new-checkout',
    type: 'boolean',
    name: 'New checkout',
    description: 'One screen instead of three steps.',
    owner: 'ana',
    tags: ['checkout'],
  })
  await admin.createFlag({
    key: 'search-v2',
    type: 'boolean',
    name: 'Search by meaning',
    owner: 'tom',
    tags: ['search'],
  })
  await admin.createFlag({
    key: 'payments-kill',
    type: 'boolean',
    kind: 'kill-switch',
    name: 'Take payments',
    owner: 'sre',
    tags: ['payments'],
  })
  await admin.createFlag({
    key: 'button-colour',
    type: 'string',
    kind: 'experiment',
    name: 'Colour of the button',
    variants: { calm: '#2b6cb0', loud: '#e53e3e' },
    tags: ['checkout'],
  })
  await admin.createFlag({
    key: 'rate-limit',
    type: 'number',
    kind: 'operational',
    name: 'Requests a minute',
    variants: { usual: 600, tight: 60 },
  })
  for (const environment of ['development', 'staging', 'production']) {
    const at = `/projects/default/environments/${environment}/flags`
    const set = (flag: string, patch: object) => admin.request('PATCH', `${at}/${flag}`, patch)
    await set('payments-kill', { on: true })
    await set('new-checkout', { on: true })
    if (environment !== 'production')
      await set('search-v2', {
        on: true,
        fallthrough: split(environment === 'staging' ? 50_000 : 100_000),
      })
  }
  await admin.configure('new-checkout', {
    targets: [{ variant: 'on', values: ['ana', 'tom'] }],
    rules: [
      {
        name: 'EU pros',
        conditions: [
          { attribute: 'country', operator: 'in', values: ['DE', 'FR', 'IT'] },
          { attribute: 'plan', operator: 'equals', values: ['pro'] },
        ],
        serve: split(30_000),
      },
    ],
    fallthrough: split(25_000),
    comment: 'A quarter of everybody else, after a quiet night',
  })
}

async function connectSdks(url: string, admin: AdminApi) {
  const { key } = await admin.createSdkKey('server')
  const sdks = Array.from({ length: 8 }, (_, index) =>
    createFeatureFlags({
      url,
      key,
      instance: `shop-${index}`,
      application: { name: 'shop', version: '2.4.1' },
    }),
  )
  await Promise.all(sdks.map((sdk) => sdk.ready()))
  return sdks
}

async function takePictures(browser: Browser, server: ScreenshotServer): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const wide = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } })
    const page = await wide.newPage()
    const take = (name: string) =>
      page.screenshot({
        path: join(FOLDER, colorScheme === 'light' ? `${name}.png` : `${name}-dark.png`),
      })
    await server.signIn(page)
    await page.goto(`${server.url}/default/production/flags`)
    await page.getByText('new-checkout').first().waitFor()
    await page.getByRole('status').getByText('8 SDKs').first().waitFor()
    await take('flags')
    await page.goto(`${server.url}/default/production/flags/new-checkout`)
    await page.getByText('EU pros').first().waitFor()
    await page.getByRole('button', { name: 'Kill in production' }).click()
    await page
      .getByText(/applied on 8 of 8/)
      .first()
      .waitFor()
    await take('kill')
    await server.admin.request('PATCH', `${PRODUCTION}/flags/new-checkout`, { on: true })
    await wide.close()
  }
}
