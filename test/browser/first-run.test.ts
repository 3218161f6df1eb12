import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { openPage } from '../support/browser.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { PERSON } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

/** The key in what is shown. */
async function shownKey(within: Page | Locator): Promise<string> {
  const shown = within.getByText(/^bunting_server_\S{32}$/)
  await shown.waitFor()
  return (await shown.textContent()) ?? ''
}

it('leads from the one-time link to a flag that an SDK has', async () => {
  const page = await openPage({ expectedErrors: [/401/] })
  await page.goto(server.setupUrl ?? '')
  await expectAccessible(page)
  await page.getByLabel('Name').fill(PERSON.name)
  await page.getByLabel('E-mail').fill(PERSON.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(PERSON.password)
  await page.getByRole('button', { name: 'Create administrator' }).click()

  // Four steps: what was done is ticked, what was seen to work is green.
  await page.waitForURL(/\/default\/development\/welcome/)
  await page.getByLabel('Project name').fill('Shop')
  await page.getByRole('button', { name: 'Save name' }).click()
  await page.getByRole('button', { name: 'Node', exact: true }).click()
  const key = await shownKey(page)
  await page.getByText('start it with `node first.mjs`').waitFor()
  await page.getByText('Waiting for the first SDK to connect…').waitFor()
  await expectAccessible(page)
  const app = await connectSdk(server, { key })
  await page.getByText(/Connected: 1\sSDK/).waitFor()
  await page.getByRole('button', { name: 'Create flag new-checkout' }).click()
  await page.getByRole('switch').click()
  await page.getByText(/applied on 1 of 1/).waitFor()
  await page.getByText('That is all').waitFor()
  await waitFor(() => app.isEnabled('new-checkout', { targetingKey: 'user-42' }))
  await expectAccessible(page)

  // The key is shown once, and works.
  await page.goto(`${server.url}/default/production/sdk-keys`)
  await page.getByRole('button', { name: 'Create SDK key' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('shop backend')
  await dialog.getByRole('button', { name: 'Create SDK key' }).click()
  const secret = await shownKey(dialog)
  await expectAccessible(page)
  const sdk = await connectSdk(server, { key: secret })
  expect(sdk.status()).toMatchObject({ phase: 'ready', connected: true })
  await page.reload()
  await page.getByText('shop backend').waitFor()
  expect(await page.content()).not.toContain(secret)
  await expectAccessible(page)
})

it('asks for the password when the link was used, and says when it is wrong', async () => {
  const page = await openPage({ expectedErrors: [/401/] })
  await page.goto(server.setupUrl ?? '')
  await page.waitForURL(/sign-in/)
  await expectAccessible(page)
  await page.getByLabel('E-mail').fill(PERSON.email)
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong horse battery')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText(/no account has this e-mail and password/i).waitFor()
  await page.getByRole('textbox', { name: 'Password' }).fill(PERSON.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(/\/default\//)
})
