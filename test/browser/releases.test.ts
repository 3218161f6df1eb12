import { createServer } from 'node:http'
import type { FlagConfigurationChanged } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { NewRelease, ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import type { Observation } from '@bunting/protocol'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { PRODUCTION } from '../support/admin-api.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { showIn } from './color-scheme.ts'
import { runCommand } from './run-command.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

const WIDE = { viewport: { width: 1_440, height: 1_600 } }

let server: TestServer
let key: string
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  key = (await server.admin.createSdkKey('server')).key
})
afterAll(() => server.stop())

const newFlag = (flag: string) => server.admin.createFlag({ key: flag, type: 'boolean' })
const releasePath = ({ id }: { id: string }) => `/default/production/releases/${id}`
const why = (page: Page) => page.getByRole('region', { name: 'Why' })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

const HALF: NewRelease = {
  strategy: 'custom',
  stages: [
    { share: 50_000, bakeMs: 3_600_000 },
    { share: 100_000, bakeMs: 0 },
  ],
  guards: [{ kind: 'errors' }],
}

async function started(flag: string, release: NewRelease = HALF): Promise<ReleaseDetail> {
  await newFlag(flag)
  const { status, body } = await server.admin.request<ReleaseDetail>(
    'POST',
    `${PRODUCTION}/flags/${flag}/releases`,
    { ...release, start: true },
  )
  expect({ status, body }).toMatchObject({ status: 201 })
  return body
}

async function configuration(flag: string): Promise<FlagConfigurationChanged> {
  const path = `${PRODUCTION}/flags/${flag}`
  return (await server.admin.request<FlagConfigurationChanged>('GET', path)).body
}

/** What SDKs that run this flag's release say of whom they served. */
async function report(flag: string, seen: readonly Omit<Observation, 'release' | 'stretch'>[]) {
  const { release } = await configuration(flag)
  if (!release) throw new Error(`no release runs on ${flag}`)
  const { id, stretch } = release
  const observations = seen.map((one) => ({ ...one, release: id, stretch }))
  const response = await fetch(`${server.url}/sdk/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'events',
      id: crypto.randomUUID(),
      agoMs: 0,
      counts: [],
      observations,
    }),
  })
  expect(response.status).toBe(202)
}

const units = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at)

it('is planned step by step, runs, and takes itself back before the eyes of who watches', async () => {
  await newFlag('new-checkout')
  const page = await openSignedIn(server, '/default/production/flags/new-checkout', WIDE)
  await page.getByRole('link', { name: 'Release', exact: true }).click()
  await page.getByRole('radio', { name: 'Canary' }).waitFor()
  await expectAccessible(page)
  await button(page, 'Go on to stages').click()
  await page.getByLabel('Share of stage 1 in percent').fill('40')
  await page.getByLabel('Share of stage 2 in percent').fill('45')
  await page.getByLabel('Share of stage 3 in percent').fill('50')
  await page.getByLabel('Bake time of stage 1', { exact: true }).fill('20 min')
  await expectAccessible(page)
  await button(page, 'Go on to guards').click()
  await button(page, 'An event').click()
  await page.getByLabel('Event', { exact: true }).fill('checkout_failed')
  await expectAccessible(page)
  await button(page, 'Go on to review').click()
  await page.getByText('new-checkout is off in Production: it will be switched on.').waitFor()
  await page.getByText(/40\s%, for at least 20\smin and 100 users/).waitFor()
  await page.getByText("featureFlags.track('checkout_failed'").waitFor()
  await expectAccessible(page)
  await button(page, 'Start in Production').click()

  await page.waitForURL(/releases\/[0-9a-f-]{36}$/)
  await page.getByText('Running', { exact: true }).waitFor()
  await why(page)
    .getByText(/^Waiting: bake time/)
    .waitFor()
  await page
    .getByRole('listitem')
    .filter({ hasText: /\d+.min.*left/ })
    .waitFor()
  const sdk = await connectSdk(server)
  const people = Array.from({ length: 100 }, (_, at) => `user-${at}`)
  const has = (targetingKey: string) => sdk.isEnabled('new-checkout', { targetingKey })
  expect(people.some(has)).toBe(true)

  await report('new-checkout', [
    { arm: 'treatment', units: units(0, 400) },
    { arm: 'control', units: units(10_000, 600) },
    { arm: 'treatment', metric: 'errors', units: units(0, 4) },
    { arm: 'control', metric: 'errors', units: units(10_000, 6) },
    { arm: 'control', metric: 'checkout_failed', units: [] },
  ])
  const exposures = page.getByRole('region', { name: 'Exposures' })
  await exposures.getByText(/\s% treated, expected 40\s%/).waitFor()
  const guards = page.getByRole('list', { name: 'Guards' })
  await guards.getByText('with a bad event: 4 in on, 6 in off · reports').waitFor()
  await expectAccessible(page)

  await report('new-checkout', [
    { arm: 'treatment', metric: 'checkout_failed', units: units(0, 60) },
  ])
  await page.getByText('Rolled back', { exact: true }).first().waitFor()
  await why(page)
    .getByText(/^Rolled back: checkout_failed is worse in the treatment, evidence .* where/)
    .waitFor()
  await why(page)
    .getByText(/applied on 1 of 1/)
    .waitFor()
  await waitFor(() => !people.some(has), {
    what: 'the SDK to have what was before',
  })
  const moves = page.getByRole('list', { name: 'Moves' }).getByRole('listitem')
  await moves
    .first()
    .getByText(/Rolled back – checkout_failed is worse/)
    .waitFor()
  await page.getByRole('figure').locator('.recharts-line-curve').first().waitFor()
  await expectAccessible(page)
  await showIn(page, 'dark')
  await expectAccessible(page)
  await page.getByText('Table', { exact: true }).click()
  await page.getByRole('columnheader', { name: 'checkout_failed' }).waitFor()
  await expectAccessible(page)

  const release = page.url()
  await page.goto(`${server.url}/default/production/history`)
  await page.getByRole('link', { name: 'Evidence', exact: true }).click()
  await page.waitForURL(release)

  await page.goto(`${server.url}/default/production/flags/new-checkout`)
  const banner = page.getByRole('region', { name: 'Locked after a rollback' })
  await banner.getByText(/locked until somebody unlocks it/).waitFor()
  await expectAccessible(page)
  await banner.getByRole('button', { name: 'Unlock' }).click()
  await banner.waitFor({ state: 'detached' })
  expect((await configuration('new-checkout')).locks).toBeUndefined()
})

it('is taken back by one press on a phone, and says who has applied it', async () => {
  const release = await started('on-a-phone')
  await connectSdk(server)
  const page = await openSignedIn(server, releasePath(release), {
    viewport: { width: 390, height: 844 },
  })
  await button(page, 'Roll back now').click()
  const strip = page.getByRole('region', { name: 'Rollbacks' })
  await strip.getByText(/Rolled back on-a-phone in Production · everyone gets off again/).waitFor()
  await strip.getByText(/applied on \d+ of \d+/).waitFor()
  await button(page, 'Unlock').waitFor()
  await expectAccessible(page)
  expect((await configuration('on-a-phone')).locks).toHaveLength(1)
})

it('owns its place on the page of the flag, and is found from anywhere', async () => {
  const release = await started('owned')
  const page = await openSignedIn(server, '/default/production/flags/owned', WIDE)
  const banner = page.getByRole('region', { name: 'Release', exact: true })
  await banner.getByText(/50\s%/).waitFor()
  expect(await page.getByLabel('Serve everyone else').count()).toBe(0)
  await page.getByText('A release moves these shares; nobody else can.').waitFor()
  await expectAccessible(page)

  await runCommand(page, 'roll back owned', 'Roll back owned in Production')
  await page.getByRole('region', { name: 'Rollbacks' }).getByText('owned').waitFor()
  await page.getByRole('link', { name: 'See the evidence' }).click()
  await page.waitForURL(new RegExp(`${release.id}$`))
  await why(page).getByText('Rolled back by a person.').waitFor()
})

it('pauses, goes on and advances by hand, and says what that skips', async () => {
  const release = await started('by-hand', {
    ...HALF,
    stages: [
      { share: 50_000, bakeMs: 3_600_000 },
      { share: 75_000, bakeMs: 3_600_000 },
      { share: 100_000 },
    ],
  })
  await report('by-hand', [{ arm: 'control', metric: 'errors', units: [] }])
  const page = await openSignedIn(server, releasePath(release), WIDE)
  await button(page, 'Pause').click()
  await why(page).getByText('Paused by a person.').waitFor()
  await button(page, 'Resume').click()
  await why(page)
    .getByText(/^Waiting/)
    .waitFor()
  await button(page, 'Advance now').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/This skips.*of bake time/).waitFor()
  await expectAccessible(page)
  await dialog.getByLabel('Comment').fill('Tom has looked')
  await dialog.getByRole('button', { name: /Advance to 75/ }).click()
  await page.getByText(/Advanced to 75\s%/).waitFor()
  await page.getByText('“Tom has looked”').waitFor()
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByRole('heading', { name: 'Change the release of by-hand' }).waitFor()
  await page.getByLabel('Bake time of stage 2', { exact: true }).fill('2 h')
  await expectAccessible(page)
  await button(page, 'Save changes').click()
  await page.getByText('Plan changed; the evidence of what changed began anew').waitFor()
})

it('marks what the server would not have, and loses nothing of what was typed', async () => {
  await newFlag('refused')
  const page = await openSignedIn(server, '/default/production/releases/new?flag=refused', {
    ...WIDE,
    expectedErrors: [/status of 4(00|09)/],
  })
  await page.getByRole('radio', { name: 'Rolling' }).check()
  await button(page, /^3\s*Guards/).click()
  await button(page, 'Slow calls').click()
  await button(page, /^4\s*Review/).click()
  await page.getByLabel('Comment').fill('Friday')
  await button(page, 'Start in Production').click()
  await button(page, 'Guard 2, slow from').click()
  await page
    .getByText(/no call of run\(\) was measured in the last day/)
    .first()
    .waitFor()
  await expectAccessible(page)
  await page.getByLabel('Slow from').fill('400')
  await page.reload()
  expect(await page.getByLabel('Slow from').inputValue()).toBe('400')
  await button(page, /^4\s*Review/).click()
  expect(await page.getByLabel('Comment').inputValue()).toBe('Friday')

  await page.getByLabel('Save stages and guards as a template').fill('ours')
  await button(page, 'Save template').click()
  await page.getByText('Saved as ours.').waitFor()
  await button(page, /^1\s*Strategy/).click()
  await page.getByRole('radio', { name: 'ours' }).waitFor()

  // Somebody else was faster.
  const { body } = await server.admin.request<ReleaseDetail>(
    'POST',
    `${PRODUCTION}/flags/refused/releases`,
    { ...HALF, start: true },
  )
  await button(page, /^4\s*Review/).click()
  await button(page, 'Start in Production').click()
  await page.getByRole('link', { name: 'Open the other release' }).click()
  await page.waitForURL(new RegExp(`${body.id}$`))
})

it('lists what runs and what is over, and counts in the sidebar', async () => {
  const release = await started('listed')
  await server.admin.request('POST', `${PRODUCTION}/releases/${release.id}/rollback`)
  await started('listed-too')
  const page = await openSignedIn(server, '/default/production/releases', WIDE)
  const running = page.getByRole('region', { name: /^Running/ })
  await running.getByRole('link', { name: 'listed-too' }).waitFor()
  const past = page.getByRole('region', { name: /^Past/ })
  const row = past.getByRole('listitem').filter({ has: page.getByText('listed', { exact: true }) })
  await row.getByText('Rolled back by a person').waitFor()
  await page.getByRole('link', { name: /^Releases.*\d+ running/ }).waitFor()
  await expectAccessible(page)
  await showIn(page, 'dark')
  await expectAccessible(page)
  await page.goto(`${server.url}/default/staging/releases`)
  await page.getByText('No release in Staging yet').waitFor()
  await expectAccessible(page)
})

it('asks for more of a long list when its end comes into view, and keeps few rows in the page', async () => {
  await newFlag('often')
  const path = '/projects/default/environments/development/flags/often/releases'
  await Promise.all(Array.from({ length: 60 }, () => server.admin.request('POST', path, HALF)))
  const page = await openSignedIn(server, '/default/development/releases', WIDE)
  const rows = page.getByRole('region', { name: 'Planned 60' }).getByRole('listitem')
  await rows.first().waitFor()
  await waitFor(
    async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
      return (await rows.last().getAttribute('aria-posinset')) === '60'
    },
    { what: 'the oldest to be shown' },
  )
  expect(await rows.count()).toBeLessThan(60)
  await expectAccessible(page)
})

it('tells others by a webhook, whose secret is shown once', async () => {
  const heard: string[] = []
  const listener = createServer((request, response) => {
    heard.push(request.url ?? '')
    request.resume().on('end', () => response.end())
  })
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done))
  onTestFinished(() => void listener.close())
  const address = listener.address()
  const port = typeof address === 'object' && address ? address.port : 0

  const page = await openSignedIn(server, '/default/production/settings/webhooks', WIDE)
  await page.getByText('Nobody is told yet.').waitFor()
  await button(page, 'Add webhook').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('#releases')
  await dialog.getByLabel('URL').fill(`http://127.0.0.1:${port}/hook`)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add webhook' }).click()
  await dialog.getByText('Copy the secret now.').waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await button(page, 'Test #releases').click()
  const hooks = page.getByRole('list', { name: 'Webhooks' })
  await hooks.getByText(/delivered/).waitFor()
  expect(heard).toEqual(['/hook'])
  await expectAccessible(page)
  await button(page, 'Remove #releases').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove webhook' }).click()
  await page.getByText('Nobody is told yet.').waitFor()
})
