import type { NodeFeatureFlags } from '@bunting/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { connectSdk } from '../support/sdk.ts'
import { openSdkSocket } from '../support/sdk-socket.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
})
afterAll(() => server.stop())

/** A flag of its own for each test, on for one user in four by then. */
let flag: string
let made = 0
beforeEach(async () => {
  flag = `checkout-${++made}`
  await server.admin.createFlag({ key: flag, type: 'boolean' })
  await server.admin.configure(flag, { on: true, fallthrough: openTo(25) })
})

function openTo(percent: number) {
  const shares = [
    { variant: 'on', share: percent * 1_000 },
    { variant: 'off', share: (100 - percent) * 1_000 },
  ]
  return { rollout: { shares } }
}

const USERS = Array.from({ length: 100 }, (_, index) => ({ targetingKey: `user-${index}` }))
const shareOf = (sdk: NodeFeatureFlags) => USERS.filter((user) => sdk.isEnabled(flag, user)).length

/** So high that the bar at the foot lies over nothing that is edited. */
const WHOLE = { viewport: { width: 1_440, height: 1_600 } }

async function openFlag(): Promise<Page> {
  const page = await openSignedIn(server, `/default/production/flags/${flag}`, WHOLE)
  await page.getByLabel('Percentage of on').waitFor()
  return page
}

const widen = (page: Page, percent: number) =>
  page.getByLabel('Percentage of on').fill(String(percent))

const bar = (page: Page) => page.getByRole('region', { name: 'Unsaved changes' })

it('counts beside the difference whom a draft would reach, and follows it as it is typed', async () => {
  const sdk = await connectSdk(server)
  const before = shareOf(sdk)
  const page = await openFlag()
  await widen(page, 100)
  const all = `of 100 users seen in the last 10 minutes on 1 instance, ${100 - before} go off → on`
  await bar(page).getByText(all).waitFor()
  await expectAccessible(page)
  await widen(page, 0)
  const none = `of 100 users seen in the last 10 minutes on 1 instance, ${before} go on → off`
  await bar(page).getByText(none).waitFor()
  expect(shareOf(sdk)).toBe(before)

  // As it was said, so it comes.
  await bar(page).getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText(/applied on 1 of 1/).waitFor()
  expect(shareOf(sdk)).toBe(0)
})

it('says that no SDK can count, and saves nevertheless', async () => {
  const page = await openFlag()
  await widen(page, 50)
  await bar(page).getByText('no Node SDK is connected that could count').waitFor()
  await expectAccessible(page)
  await bar(page).getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText(/Saved as r\d+/).waitFor()
})

it('says how many did not answer, and that nobody was seen', async () => {
  await connectSdk(server)
  await openSdkSocket(server, { hello: { previews: true } })
  const page = await openFlag()
  await widen(page, 50)
  await bar(page).getByText('no user was seen in the last 10 minutes on 1 instance').waitFor()
  await bar(page).getByText('1 of 2 instances answered').waitFor()
})

it('lets a draft that cannot be saved reach nobody', async () => {
  await connectSdk(server)
  const page = await openFlag()
  await page.getByRole('button', { name: 'Add rule' }).click()
  await page.getByRole('button', { name: 'Add condition' }).click()
  await bar(page).getByRole('alert').first().waitFor()
  await bar(page).getByText('in the last 10 minutes').waitFor({ state: 'detached' })
  await bar(page).getByRole('button', { name: 'Discard' }).click()
  await widen(page, 50)
  await bar(page).getByText('in the last 10 minutes').waitFor()
})

it('says what it could not find out, without standing in the way', async () => {
  const page = await openSignedIn(server, `/default/production/flags/${flag}`, {
    ...WHOLE,
    expectedErrors: [/500/],
  })
  await page.route('**/preview', (route) => route.fulfill({ status: 500, body: 'no' }))
  await page.getByLabel('Percentage of on').waitFor()
  await widen(page, 50)
  await bar(page)
    .getByText(/cannot tell whom this changes/)
    .waitFor()
  await bar(page).getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText(/Saved as r\d+/).waitFor()
})

it('counts in the question before a switch in production as well', async () => {
  const sdk = await connectSdk(server)
  const before = shareOf(sdk)
  const page = await openFlag()
  await page.getByRole('switch').first().click()
  const question = page.getByRole('dialog')
  await question
    .getByText(`of 100 users seen in the last 10 minutes on 1 instance, ${before} go on → off`)
    .waitFor()
  await expectAccessible(page)
})
