import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { connectSdk } from '../support/sdk.ts'
import { openSdkSocket } from '../support/sdk-socket.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
})
afterAll(() => server.stop())

const CONNECTIONS = '/default/production/connections'
const table = (page: Page) => page.getByRole('table', { name: 'Connections' })
const row = (page: Page, text: string) => table(page).getByRole('row').filter({ hasText: text })
/** How many there are, and how many of them are shown. */
const total = (page: Page, words: string) =>
  page.getByRole('main').getByText(words, { exact: true }).waitFor()
/** Names of the rows, from the top. */
const names = (page: Page) => table(page).getByRole('rowheader').allInnerTexts()

it('shows where to begin while nobody is connected, and who comes, by itself', async () => {
  const page = await openSignedIn(server, CONNECTIONS)
  await page.getByText('No SDK is connected to Production').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Get a key and the lines to paste' }).click()
  await page.waitForURL(/sdk-keys$/)
  await page.goBack()

  const sdk = await connectSdk(server, { instance: 'shop-1' })
  await row(page, 'shop-1').waitFor()
  await total(page, '1 SDK')
  await sdk.close()
  await page.getByText('No SDK is connected to Production').waitFor()
})

it('puts who is behind first, and says so in words', async () => {
  await connectSdk(server, { instance: 'prompt' })
  const late = await openSdkSocket(server, {
    hello: { instance: 'late', application: { name: 'shop', version: '2.4.1' } },
  })
  const before = await server.admin.configure('new-checkout', { on: true })
  await waitFor(() => late.heard.some(({ message }) => message.type === 'delta'))
  late.say({ type: 'receipt', revision: before.revision, appliedMs: 1 })
  const { revision } = await server.admin.configure('new-checkout', { on: false })
  const page = await openSignedIn(server, CONNECTIONS)
  await row(page, 'late').getByText(`r${before.revision} · 1 behind`).waitFor()
  await row(page, 'prompt').getByText(`r${revision}`, { exact: true }).waitFor()
  expect(await names(page)).toEqual(['late', 'prompt'])
  await row(page, 'late').getByRole('cell', { name: 'shop 2.4.1', exact: true }).waitFor()
  await total(page, '2 SDKs, 1 behind')
  await expectAccessible(page)

  late.say({ type: 'receipt', revision, appliedMs: 1 })
  await row(page, 'late').getByText(`r${revision}`, { exact: true }).waitFor()
  await total(page, '2 SDKs')
})

it('finds connections by what they are, and keeps the search in the address', async () => {
  await connectSdk(server, { instance: 'web-1' })
  await connectSdk(server, { instance: 'web-2' })
  const { key } = await server.admin.createSdkKey('client')
  await openSdkSocket(server, {
    key,
    hello: { instance: 'tab', sdk: { name: 'by-hand', version: '7' } },
  })
  const page = await openSignedIn(server, `${CONNECTIONS}?search=WEB`)
  await total(page, '2 of 3 SDKs')
  expect((await names(page)).sort()).toEqual(['web-1', 'web-2'])

  await page.getByRole('button', { name: 'by-hand 7' }).click()
  await total(page, '1 of 3 SDKs')
  await page.waitForURL(/search=by-hand/)
  expect(await names(page)).toEqual(['tab'])

  await page.getByLabel('Search connections').fill('nobody is called that')
  await page.getByText('No connection matches').waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await row(page, 'web-1').waitFor()
  expect(await names(page)).toHaveLength(3)
})

it('loads two hundred at a time as one scrolls, with few rows in the document', async () => {
  const { key } = await server.admin.createSdkKey('server')
  await Promise.all(
    Array.from({ length: 210 }, (_, index) =>
      openSdkSocket(server, { key, hello: { instance: `many-${index}` } }),
    ),
  )
  const page = await openSignedIn(server, CONNECTIONS)
  await page.getByText(/the first 200 are listed/).waitFor()
  const [newest = ''] = await waitFor(
    async () => (await row(page, 'many-').count()) > 0 && names(page),
  )
  expect((await names(page)).length).toBeLessThan(100)
  const scrolled = async () => {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
    return !(await page.getByText(/the first 200 are listed/).isVisible())
  }
  await waitFor(scrolled, { what: 'the rest to be asked for' })
  await waitFor(
    async () => {
      await scrolled()
      return (await names(page)).length > 0 && !(await names(page)).includes(newest)
    },
    { what: 'the end of the list' },
  )
})

it('fits a phone, and is one step from the line that counts SDKs', async () => {
  await connectSdk(server, { instance: 'shop-with-a-rather-long-name-of-its-own-7f3a9c' })
  const page = await openSignedIn(server, '/default/production/settings', {
    viewport: { width: 375, height: 740 },
  })
  await page.getByRole('status').getByRole('link', { name: '1 SDK' }).click()
  await page.waitForURL(/connections$/)
  await row(page, 'shop-with-a-rather-long').waitFor()
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  expect(tooWide).toBe(false)
  await expectAccessible(page)
})
