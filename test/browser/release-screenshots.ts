import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { demoApi } from '../../scripts/demo-api.ts'
import { breakIt } from '../../scripts/demo-break-it.ts'
import { makeTroubles, planRelease } from '../../scripts/demo-release.ts'
import { waitFor } from '../support/wait-for.ts'
import { type ScreenshotServer, startScreenshotServer, TOKEN } from './screenshot-server.ts'
import { savePicture } from './shots/save-picture.ts'
import { startShop } from './start-shop.ts'

/** What the release of the demo leaves behind, for the index. */
export const RELEASE_SHOTS = [
  { name: 'release-review', title: 'A release, before it starts' },
  { name: 'release-running', title: 'A release under way, and the evidence against it' },
  { name: 'release-rolled-back', title: 'It rolled itself back' },
] as const

/** Of 100, at which it is rolled back: so that the pictures show it growing. */
const TELLING = 10
const SIZE = { width: 1440, height: 1100 }
const ROLLED_BACK_WITHIN_MS = 180_000

/** The pictures of docs/guarded-releases.md: the release of `npm run demo -- --break-it`. Takes a minute. */
export async function takeReleasePictures(browser: Browser, folder: string): Promise<void> {
  const server = await startScreenshotServer()
  try {
    await server.admin.createFlag({ key: 'new-checkout', type: 'boolean', name: 'New checkout' })
    const shop = await startShop(server)
    try {
      await takePictures(browser, folder, server, shop.url)
    } finally {
      await shop.stop()
    }
  } finally {
    await server.stop()
  }
}

async function takePictures(
  browser: Browser,
  folder: string,
  server: ScreenshotServer,
  shopUrl: string,
): Promise<void> {
  const api = demoApi(server.url, TOKEN)
  const light = await openPage(browser, server, 'light')
  const dark = await openPage(browser, server, 'dark')
  const take = async (page: Page, name: string) =>
    savePicture(await page.screenshot(), join(folder, `release-${name}.png`))

  for (const [page, name] of [
    [light, 'review'],
    [dark, 'review-dark'],
  ] as const) {
    await page.goto(`${server.url}/default/production/releases/new?flag=new-checkout&step=review`)
    await page.getByRole('button', { name: 'Start in Production' }).waitFor()
    // All of it, down to the button.
    await page.setViewportSize({ ...SIZE, height: 1480 })
    await take(page, name)
    await page.setViewportSize(SIZE)
  }

  await makeTroubles(api)
  const { id } = await planRelease(api)
  for (const page of [light, dark]) {
    await page.goto(`${server.url}/default/production/releases/${id}`)
    await page.getByRole('button', { name: 'Start in Production' }).waitFor()
  }
  const shopper = await light.context().newPage()
  const { visitors, over } = breakIt({ api, shopUrl, id, say: () => {} })
  try {
    await light.getByRole('button', { name: 'Start in Production' }).click()
    await light.mouse.move(0, 0)
    await shopper.goto(shopUrl)
    await waitFor(async () => (await evidenceOn(light)) >= TELLING, {
      what: 'evidence to grow',
      timeoutMs: ROLLED_BACK_WITHIN_MS,
    })
    await take(light, 'running')
    await take(dark, 'running-dark')
    await over
    await light
      .getByRole('region', { name: 'Why' })
      .getByText(/applied on (\d+) of \1/)
      .waitFor()
    await take(light, 'rolled-back')
    await take(dark, 'rolled-back-dark')
  } finally {
    await visitors.stop()
  }
}

/** As the page says it: `12 of 100`. */
async function evidenceOn(page: Page): Promise<number> {
  const words = await page.getByText(/^[\d.,]+\sof\s100$/).textContent()
  return Number.parseFloat(words ?? '')
}

async function openPage(
  browser: Browser,
  server: ScreenshotServer,
  colorScheme: 'light' | 'dark',
): Promise<Page> {
  const context = await browser.newContext({ colorScheme, viewport: SIZE })
  const page = await context.newPage()
  await server.signIn(page)
  return page
}
