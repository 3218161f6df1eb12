import type { ChangeRequestList } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { HALF, releasesOf } from '../support/releases.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { runCommand } from './run-command.ts'
import { makeAdministrator, openSignedIn, PERSON } from './sign-in.ts'

const PROJECTS = ['default', 'other'] as const
type Project = (typeof PROJECTS)[number]

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  await ask('POST', '/projects', { key: 'other', name: 'Other' })
})
afterAll(() => server.stop())

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await server.admin.request<T>(method, path, body)
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status}`)
  return answer.body
}

const configurationPath = (project: Project, flag: string) =>
  `/projects/${project}/environments/production/flags/${flag}`

/** A flag of the same key in both projects, on in both. */
async function inBoth(key: string): Promise<void> {
  for (const project of PROJECTS) {
    await ask('POST', `/projects/${project}/flags`, { key, type: 'boolean' })
    await ask('PATCH', configurationPath(project, key), { on: true })
  }
}

const isOn = async (project: Project, flag: string) =>
  (await ask<FlagConfigurationView>('GET', configurationPath(project, flag))).on

async function switchTo(page: Page, name: 'Default' | 'Other'): Promise<void> {
  await page.getByRole('button', { name: /switch project/ }).click()
  await page.getByRole('menuitem', { name }).click()
  await page.waitForURL(new RegExp(`/${name.toLowerCase()}/production/flags`))
  await page.getByRole('button', { name: `Bunting ${name}: switch project` }).waitFor()
}

/** From the other project, so that both are known to the page already. */
async function openThere(flag: string, expectedErrors: readonly RegExp[] = []): Promise<Page> {
  const page = await openSignedIn(server, '/other/production/flags', { expectedErrors })
  await switchTo(page, 'Default')
  await page.getByRole('link', { name: flag, exact: true }).click()
  await page.waitForURL(new RegExp(`default/production/flags/${flag}$`))
  return page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const kills = (page: Page) => page.getByRole('region', { name: 'Kills' })
const rollbacks = (page: Page) => page.getByRole('region', { name: 'Rollbacks' })
const whenOff = (page: Page) => page.getByLabel('Serve when off', { exact: true }).first()
const asksToLeave = (page: Page) =>
  page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })))

it('takes a kill back in the project it was for, whatever project is in view', async () => {
  await inBoth('checkout')
  await ask('POST', `${configurationPath('other', 'checkout')}/kill`, {})
  const page = await openThere('checkout')
  await button(page, 'Kill in Production').click()
  await kills(page).getByText('Killed', { exact: true }).waitFor()
  await switchTo(page, 'Other')
  await kills(page).getByText('in Production of Default').waitFor()
  await expectAccessible(page)
  await kills(page).getByRole('button', { name: 'Undo' }).click()
  await kills(page).getByText('On again:').waitFor()
  expect([await isOn('default', 'checkout'), await isOn('other', 'checkout')]).toEqual([
    true,
    false,
  ])
  expect(await kills(page).getByRole('link', { name: 'checkout' }).getAttribute('href')).toBe(
    '/default/production/flags/checkout',
  )
})

it('kills again where it could not kill, whatever project is in view', async () => {
  await inBoth('payments')
  const page = await openThere('payments', [/ERR_FAILED/])
  await page.route(/\/kill$/, (route) => route.abort(), { times: 1 })
  await button(page, 'Kill in Production').click()
  await kills(page).getByText('NOT killed:').waitFor()
  await switchTo(page, 'Other')
  await kills(page).getByRole('button', { name: 'Kill again' }).click()
  await kills(page).getByText('Killed', { exact: true }).waitFor()
  expect([await isOn('default', 'payments'), await isOn('other', 'payments')]).toEqual([
    false,
    true,
  ])
})

it('asks for approval to turn on again where the kill was', async () => {
  await inBoth('billing')
  const path = '/projects/default/environments/production'
  const page = await openThere('billing', [/403/, /409/])
  await button(page, 'Kill in Production').click()
  await kills(page).getByText('Killed', { exact: true }).waitFor()
  await ask('PATCH', path, { policy: { approval: 'all' } })
  onTestFinished(() => ask('PATCH', path, { policy: { approval: 'none' } }))
  await switchTo(page, 'Other')
  await kills(page).getByRole('button', { name: 'Undo' }).click()
  await kills(page).getByRole('button', { name: 'Ask for approval' }).click()
  const dialog = page.getByRole('dialog', { name: 'Turn billing on again in Production' })
  await dialog.getByRole('button', { name: 'Ask for approval' }).click()
  await dialog.getByText('Asked for approval').waitFor()
  const requests = async (project: Project) =>
    (await ask<ChangeRequestList>('GET', `/projects/${project}/change-requests`)).changeRequests
      .length
  expect([await requests('default'), await requests('other')]).toEqual([1, 0])
})

it('rolls back again in the project of the release', async () => {
  await inBoth('search')
  const releases = releasesOf(server.admin)
  const { id } = await releases.start('search', HALF)
  const page = await openThere('search', [/ERR_FAILED/])
  await page.route(/\/rollback$/, (route) => route.abort(), { times: 1 })
  await button(page, 'Roll back now').click()
  await rollbacks(page).getByText('NOT rolled back:').waitFor()
  await switchTo(page, 'Other')
  await page.reload()
  await rollbacks(page).getByText('in Production of Default').waitFor()
  await rollbacks(page).getByRole('button', { name: 'Roll back again' }).click()
  await rollbacks(page).getByText('Rolled back', { exact: true }).waitFor()
  expect((await releases.find(id)).state).toBe('rolled_back')
})

it('keeps what is typed while another project, or the own account, is looked at', async () => {
  await inBoth('banner')
  const page = await openSignedIn(server, '/default/production/flags/banner')
  await whenOff(page).click()
  await page.getByRole('option', { name: 'on', exact: true }).click()
  await button(page, 'Save').waitFor()
  await switchTo(page, 'Other')
  expect(await asksToLeave(page)).toBe(true)
  await page.getByRole('link', { name: 'banner', exact: true }).click()
  await whenOff(page).waitFor()
  expect(await button(page, 'Save').count()).toBe(0)
  await switchTo(page, 'Default')
  await page.getByRole('button', { name: 'Account: Ana' }).click()
  await page.getByRole('menuitem', { name: 'Your account' }).click()
  await page.getByRole('link', { name: 'Back to the flags' }).click()
  await page.getByRole('link', { name: 'banner', exact: true }).click()
  await button(page, 'Save').click()
  await page.getByRole('region', { name: 'Saved change' }).waitFor()
  await waitFor(async () => !(await asksToLeave(page)), { what: 'nothing to be unsaved' })
  const { offVariant } = await ask<FlagConfigurationView>(
    'GET',
    configurationPath('default', 'banner'),
  )
  expect(offVariant).toBe('on')
})

it('tells of a kill after a reload, who has applied it, and takes it back', async () => {
  await inBoth('prices')
  const page = await openSignedIn(server, '/default/production/flags/prices')
  const sdk = await connectSdk(server)
  await button(page, 'Kill in Production').click()
  await kills(page)
    .getByText(/applied on 1 of 1/)
    .waitFor()
  await page.reload()
  await kills(page)
    .getByText(/applied on 1 of 1/)
    .waitFor()
  await expectAccessible(page)
  await kills(page).getByRole('button', { name: 'Undo' }).click()
  await kills(page).getByText('On again:').waitFor()
  await waitFor(() => sdk.isEnabled('prices', { targetingKey: 'visitor' }))

  await kills(page).getByRole('button', { name: 'Dismiss' }).click()
  await page.reload()
  await whenOff(page).waitFor()
  expect(await kills(page).getByRole('button').count()).toBe(0)
})

it('forgets what was killed when one signs out', async () => {
  await inBoth('secret')
  const page = await openSignedIn(server, '/default/production/flags/secret')
  await button(page, 'Kill in Production').click()
  await kills(page).getByText('Killed', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Account: Ana' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByLabel('E-mail').fill(PERSON.email)
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  await page.getByLabel('Password', { exact: true }).fill(PERSON.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: /switch project/ }).waitFor()
  expect(await kills(page).getByRole('button').count()).toBe(0)
})

it('takes nothing along that is selected, done or asked for in one project', async () => {
  await inBoth('first')
  const page = await openSignedIn(server, '/other/production/flags')
  const select = page.getByRole('checkbox', { name: 'Select first' })
  const selected = page.getByRole('region', { name: 'Selected flags' })
  const told = page.getByRole('region', { name: 'What was done' })
  const dialog = page.getByRole('dialog')
  const inView = (name: string) => page.getByRole('button', { name: `Bunting ${name}: switch` })
  await select.waitFor()
  await switchTo(page, 'Default')

  await select.click()
  await selected.waitFor()
  await page.goBack()
  await inView('Other').waitFor()
  expect(await selected.count()).toBe(0)
  expect(await select.isChecked()).toBe(false)

  await page.goForward()
  await inView('Default').waitFor()
  await select.click()
  await selected.getByRole('button', { name: 'Turn off in Production' }).click()
  await dialog.getByRole('button', { name: 'Turn off in Production' }).click()
  await told.getByText('Turned off 1 flag in Production').waitFor()
  await page.goBack()
  await inView('Other').waitFor()
  expect(await told.getByRole('button').count()).toBe(0)

  await page.goForward()
  await inView('Default').waitFor()
  await runCommand(page, 'toggle first', 'Turn on first in Production')
  await dialog.getByRole('button', { name: 'Turn on in Production' }).waitFor()
  await page.goBack()
  await inView('Other').waitFor()
  await page.goForward()
  await inView('Default').waitFor()
  await dialog.waitFor({ state: 'detached' })
  expect([await isOn('default', 'first'), await isOn('other', 'first')]).toEqual([false, true])
})
