import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { PRODUCTION } from '../support/admin-api.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { runCommand } from './run-command.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  for (let index = 0; index < 30; index += 1) {
    await server.admin.createFlag({ key: `other-${index}`, type: 'boolean', tags: ['many'] })
  }
})
afterAll(() => server.stop())

const everyone = Array.from({ length: 1_000 }, (_, index) => ({ targetingKey: `visitor-${index}` }))
/** A field by its label, whatever role the browser gives it. */
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true }).first()
const switchOf = (page: Page, flag: string) =>
  page.getByRole('switch', { name: `${flag} in Production` })

it('creates a flag, switches it, rolls it out by percentage, kills it and takes that back', async () => {
  const page = await openSignedIn(server, '/default/production/flags')
  const sdk = await connectSdk(server)
  const treated = () => everyone.filter((visitor) => sdk.isEnabled('new-checkout', visitor)).length

  await page.getByRole('button', { name: 'Create flag' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Key').fill('new-checkout')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create flag' }).click()
  await page.waitForURL(/flags\/new-checkout$/)
  await expectAccessible(page)

  // Production asks.
  await switchOf(page, 'new-checkout').click()
  await page.getByRole('button', { name: 'Turn on in Production' }).click()
  await waitFor(() => treated() === everyone.length, { what: 'everybody to have it' })
  await page
    .getByText(/applied on 1 of 1/)
    .first()
    .waitFor()

  await field(page, 'Serve everyone else').click()
  await page.getByRole('option', { name: 'Percentage rollout' }).click()
  await field(page, 'Percentage of on').fill('25')
  await page.keyboard.press('Enter')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await waitFor(() => treated() > 190 && treated() < 310, { what: 'a quarter to have it' })
  const quarter = treated()

  await page.getByRole('button', { name: 'Kill in Production' }).click()
  await waitFor(() => treated() === 0, { what: 'nobody to have it' })
  const kills = page.getByRole('region', { name: 'Kills' })
  await kills.getByText(/applied on 1 of 1/).waitFor()
  await expectAccessible(page)
  await kills.getByRole('button', { name: 'Undo' }).click()
  await waitFor(() => treated() === quarter, { what: 'the same quarter to have it back' })
})

it('shows a change made elsewhere without a reload, in the list and on the flag', async () => {
  await server.admin.createFlag({ key: 'watched', type: 'boolean' })
  const list = await openSignedIn(server, '/default/production/flags?search=watched')
  const flag = await openSignedIn(server, '/default/production/flags/watched')
  await switchOf(list, 'watched').waitFor()
  await switchOf(flag, 'watched').waitFor()
  await server.admin.configure('watched', { on: true })
  for (const page of [list, flag]) {
    await waitFor(() => switchOf(page, 'watched').isChecked(), { what: 'the switch to move' })
  }
  await server.admin.createFlag({ key: 'watched-too', type: 'boolean' })
  await switchOf(list, 'watched-too').waitFor()
})

it('finds flags as one types, and keeps what was typed in the address', async () => {
  const page = await openSignedIn(server, '/default/production/flags')
  await field(page, 'Search flags').fill('other-17')
  await waitFor(async () => (await page.getByRole('switch').count()) === 1, { what: 'one flag' })
  await switchOf(page, 'other-17').waitFor()
  await waitFor(() => page.url().includes('search=other-17'))
  await page.reload()
  await switchOf(page, 'other-17').waitFor()
})

it('is used by keyboard alone', async () => {
  await server.admin.createFlag({ key: 'aaa-first', type: 'boolean' })
  const page = await openSignedIn(server, '/default/development/flags')
  const first = page.getByRole('switch', { name: 'aaa-first in Development' })
  await first.waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('t')
  await waitFor(() => first.isChecked(), { what: 'the first flag to be on' })
  await page.keyboard.press('Enter')
  await page.waitForURL(/development\/flags\/aaa-first/)
  await runCommand(page, 'kill aaa-first', /kill aaa-first/i)
  await page
    .getByRole('region', { name: 'Kills' })
    .getByText(/aaa-first/)
    .waitFor()
})

it('keeps what was typed when somebody else was faster, and shows what they did', async () => {
  await server.admin.createFlag({ key: 'contended', type: 'boolean' })
  const page = await openSignedIn(server, '/default/production/flags/contended')
  const whenOff = field(page, 'Serve when off')
  await whenOff.click()
  await page.getByRole('option', { name: 'on', exact: true }).click()
  await server.admin.configure('contended', {
    targets: [{ variant: 'on', values: ['tom'] }],
    comment: 'Tom tries it',
  })
  const notice = page.getByRole('alert', { name: 'Changed meanwhile' })
  await notice.getByText(/Tom tries it/).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await waitFor(
    async () => {
      const { body } = await server.admin.request('GET', `${PRODUCTION}/flags/contended`)
      expect(body).toMatchObject({ offVariant: 'on', targets: [{ values: ['tom'] }] })
      return true
    },
    { what: 'both changes to be there' },
  )
})

it.each([
  ['light', { width: 1440, height: 900 }],
  ['dark', { width: 390, height: 844 }],
] as const)('breaks no rule of accessibility, %s, %o', async (colorScheme, viewport) => {
  const page = await openSignedIn(server, '/default/production/flags', { colorScheme, viewport })
  for (const path of [
    'flags',
    'flags/other-1',
    'flags/other-1/history',
    'flags/other-1/settings',
    'sdk-keys',
    'history',
    'settings',
  ]) {
    await page.goto(`${server.url}/default/production/${path}`)
    await page.getByRole('main').waitFor()
    await page.waitForLoadState('networkidle')
    await expectAccessible(page)
  }
})

it('says so when it is no longer live, and comes back by itself', async () => {
  const away = await startTestServer()
  await makeAdministrator(away)
  const page = await openSignedIn(away, '/default/production/flags', { expectedErrors: [/./] })
  await page
    .getByText(/no SDKs/)
    .first()
    .waitFor()
  const { databaseUrl } = away
  const port = Number(new URL(away.url).port)
  await away.stop()
  await page
    .getByText(/Not live/)
    .first()
    .waitFor()
  const back = await startTestServer({ databaseUrl, port })
  await page
    .getByText(/no SDKs/)
    .first()
    .waitFor({ timeout: 20_000 })
  await waitFor(async () => (await page.getByText(/Not live/).count()) === 0, {
    what: 'nothing to say that it is not live',
  })
  await back.stop()
})
