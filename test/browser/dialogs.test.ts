import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hasFocus } from '../support/focus.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { PATIENCE } from '../support/unsteady.ts'
import { waitFor } from '../support/wait-for.ts'
import { makeSampleProject, type SampleProject } from './sample/sample-project.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
let sample: SampleProject
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  sample = await makeSampleProject(server.url, server.admin)
  const role = { key: 'on-call', name: 'On call', permissions: ['flag.kill'], inProduction: [] }
  await server.admin.request('POST', '/roles', role)
})
afterAll(async () => {
  await sample.close()
  await server.stop()
})

/** A page, and what is pressed on it one after the other: the first one gets the focus back. */
type Opener = readonly [page: string, ...pressed: (string | RegExp)[]]

/** Everything that opens over a page. */
const OPENERS: readonly Opener[] = [
  ['flags', /switch project$/],
  ['flags', /switch project$/, 'Create project'],
  ['flags', /^Environment: /],
  ['flags', /^Account: /],
  ['flags', /^Account: /, /^Keyboard shortcuts/],
  ['flags', /^Search or do…/],
  ['flags', 'Create flag'],
  ['flags', 'More for payments-kill'],
  ['flags/new-checkout', 'More in Production'],
  ['flags/new-checkout', 'More in Production', /^Restore/],
  ['flags/new-checkout', 'More in Production', /^Copy from/],
  ['flags/new-checkout', 'More in Production', /^Reshuffle/],
  ['flags/new-checkout', 'Add individuals'],
  ['flags/new-checkout/settings', 'Archive flag'],
  ['flags/new-checkout/history', 'Restore…'],
  ['flags/new-checkout/history', 'More for this change of new-checkout'],
  ['flags/new-checkout/history', 'More for this change of new-checkout', 'Undo this change…'],
  ['flags/new-checkout/history', 'More for this change of new-checkout', /^Restore as/],
  ['segments', 'Create segment'],
  ['history', 'Export'],
  ['history', 'Restore…'],
  ['compare', /^Copy to Production/],
  ['sdk-keys', 'Create SDK key'],
  ['sdk-keys', 'Rotate shop-web'],
  ['sdk-keys', 'Revoke shop-web'],
  ['settings/environments', 'Add environment'],
  ['settings/environments', 'Edit Staging'],
  ['settings/members', 'Add member'],
  ['settings/members', 'Role of Tom in Staging: none'],
  ['settings/members', 'Remove Tom'],
  ['settings/people', 'Invite'],
  ['settings/people', 'Actions for Tom'],
  ['settings/people', 'Actions for Tom', /^Disable/],
  ['settings/people', /^Take back the invitation/],
  ['settings/roles', 'Create role'],
  ['settings/roles', 'Change or delete On call'],
  ['settings/roles', 'Change or delete On call', 'Change role'],
  ['settings/roles', 'Change or delete On call', 'Delete role'],
  ['settings/webhooks', 'Add webhook'],
  ['settings/webhooks', 'Remove #releases'],
  ['settings/tokens', 'Create token'],
]

const OPEN = '[role="dialog"], [role="menu"]'
/** By its name, whatever it is: a button, a switch, an item of a menu. */
const pressable = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) })
    .or(page.getByRole('menuitem', { name }))
    .first()

/** Dialogs and menus that are there to be seen. */
const openOnes = (page: Page) => page.locator(OPEN).filter({ visible: true })

it(
  'gives the focus back to what opened it, closes by Escape alone, and keeps Tab while it is open',
  async () => {
    const page = await openSignedIn(server, '/default/production/flags', {
      reducedMotion: 'reduce',
      viewport: { width: 1_440, height: 1_200 },
      // What a restore would ask for cannot be said before a moment is chosen.
      expectedErrors: [/40[09].*assessment/],
    })
    page.setDefaultTimeout(5_000 * PATIENCE)
    const faults: string[] = []
    for (const opener of OPENERS) {
      await walk(page, opener).catch(async (fault: unknown) => {
        faults.push(`${opener.join(' → ')}: ${fault instanceof Error ? fault.message : fault}`)
        await page.goto('about:blank')
      })
    }
    expect(faults).toEqual([])
  },
  180_000 * PATIENCE,
)

it('leaves the focus near what was taken away, and not at the beginning of the page', async () => {
  const page = await openSignedIn(server, '/default/production/settings/webhooks')
  const opener = pressable(page, 'Remove #releases')
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = openOnes(page)
  await hasFocus(dialog)
  await dialog.getByRole('button', { name: /^Remove/ }).press('Enter')
  await opener.waitFor({ state: 'detached' })
  await hasFocus(page.locator('main'))
})

async function walk(page: Page, [path, ...names]: Opener): Promise<void> {
  const address = `${server.url}/default/production/${path}`
  if (page.url() !== address) await page.goto(address)
  const [first = ''] = names
  for (const [at, name] of names.entries()) {
    await pressable(page, name).focus()
    await page.keyboard.press('Enter')
    await waitFor(async () => (await openOnes(page).count()) === 1, { what: `${name} to open it` })
    await hasFocus(openOnes(page))
    // What follows is pressed in the menu.
    if (at + 1 < names.length) expect(await openOnes(page).getAttribute('role')).toBe('menu')
  }
  if ((await openOnes(page).getAttribute('role')) === 'dialog') await expectToKeepTab(page)
  await page.keyboard.press('Escape')
  await waitFor(async () => (await openOnes(page).count()) === 0, { what: 'it to close' })
  await hasFocus(pressable(page, first))
}

/** As far as its end and round again, in both directions. */
async function expectToKeepTab(page: Page): Promise<void> {
  const within = () => page.evaluate((open) => document.activeElement?.closest(open) !== null, OPEN)
  const stops = await openOnes(page)
    .locator('button, input, a[href], textarea, select, [tabindex="0"]')
    .count()
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let pressed = 0; pressed <= stops; pressed += 1) {
      await page.keyboard.press(key)
      expect(await within(), `${key}, ${pressed + 1} times`).toBe(true)
    }
  }
}
