import type { NewRelease, ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { simulateVisitors } from '../../examples/shop/simulation/simulate-visitors.ts'
import { expectAccessible } from '../support/accessible.ts'
import { PRODUCTION } from '../support/admin-api.ts'
import { openPage } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'
import { startShop } from './start-shop.ts'

/** Seconds where a real canary takes minutes and hours. */
const CANARY: NewRelease = {
  strategy: 'canary',
  stages: [
    { share: 1_000, bakeMs: 1_000, longestBakeMs: 1_000 },
    { share: 5_000, bakeMs: 1_000, longestBakeMs: 1_000 },
    { share: 25_000, bakeMs: 40_000 },
    { share: 100_000, bakeMs: 0 },
  ],
  guards: [{ kind: 'errors' }],
}

/**
 * A fault so large that the guard is sure within five seconds, give or take: of 15 treated checkouts a
 * second 6 fail, of 45 others one every two seconds.
 */
const CROWD = { people: 5_000, perSecond: 60 }
const BANK_FAILS_PERCENT = 1
const COURIER_FAILS_PERCENT = 40
const DECIDES_WITHIN_MS = 40_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await failsFor('bank-fails-percent', BANK_FAILS_PERCENT)
  await failsFor('courier-fails-percent', COURIER_FAILS_PERCENT)
  await server.admin.configure('bank-fails-percent', { on: true })
})
afterAll(() => server.stop())

/** A game day of the shop: never, until it is switched on. */
async function failsFor(key: string, percent: number): Promise<void> {
  await server.admin.createFlag({ key, type: 'number', variants: { never: 0, sometimes: percent } })
  await server.admin.configure(key, { fallthrough: { variant: 'sometimes' } })
}

async function visitorsWithIt(shop: Page): Promise<number> {
  const words = (await shop.getByText(/of 300 visitors have new-checkout/).textContent()) ?? ''
  return Number.parseInt(words, 10) / 3
}

it('takes back a release whose new checkout fails at 25 %, while a person watches', async () => {
  const { url, stop } = await startShop(server)
  onTestFinished(stop)
  const visitors = simulateVisitors({ ...CROWD, url })
  onTestFinished(() => visitors.stop())
  const shop = await openPage()
  await shop.goto(url)
  await waitFor(async () => (await visitorsWithIt(shop)) === 0, { what: 'nobody to have it' })

  const { body: release } = await server.admin.request<ReleaseDetail>(
    'POST',
    `${PRODUCTION}/flags/new-checkout/releases`,
    CANARY,
  )
  const page = await openSignedIn(server, `/default/production/releases/${release.id}`)
  await page.getByRole('button', { name: 'Start in Production' }).click()

  const stage = page.getByRole('list', { name: 'Stages' }).locator('[aria-current="step"]')
  await stage.getByText('25 %').waitFor({ timeout: 20_000 })
  // 300 visitors: a quarter of them, give or take four standard deviations.
  await waitFor(async () => Math.abs((await visitorsWithIt(shop)) - 25) < 10, {
    what: 'a quarter to have it',
  })
  await expectAccessible(page)

  await server.admin.configure('courier-fails-percent', { on: true })
  const why = page.getByRole('region', { name: 'Why' })
  await why
    .getByText(/Rolled back: errors is worse in the treatment/)
    .waitFor({ timeout: DECIDES_WITHIN_MS })
  await waitFor(async () => (await visitorsWithIt(shop)) === 0, { what: 'everyone to be back' })
  await why.getByText(/applied on (\d+) of \1/).waitFor()
  await expectAccessible(page)

  const widened = await server.admin.request('PATCH', `${PRODUCTION}/flags/new-checkout`, {
    fallthrough: { variant: 'on' },
  })
  expect(widened).toMatchObject({ status: 409, body: { code: 'place_locked' } })
  await page.getByRole('button', { name: 'Unlock' }).click()
  await why.getByText('It was unlocked since.').waitFor()
})
