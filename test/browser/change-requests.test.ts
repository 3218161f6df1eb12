import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { PRODUCTION } from '../support/admin-api.ts'
import type { PageOptions } from '../support/browser.ts'
import { type Joined, join } from '../support/join.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { openSignedInAs } from './sign-in.ts'

let server: TestServer
/** May change nothing in production by himself. */
let editor: Joined
/** May approve there. */
let releaser: Joined
let administrator: Joined

beforeAll(async () => {
  server = await startTestServer()
  const member = (name: string, role: string) =>
    join(server, { name, memberships: [{ project: 'default', environment: null, role }] })
  administrator = await join(server, { name: 'Ana', administrator: true })
  editor = await member('Tom', 'editor')
  releaser = await member('Bea', 'releaser')
  for (const key of ['new-checkout', 'payments', 'search-v2', 'upsell']) {
    await server.admin.createFlag({ key, type: 'boolean' })
  }
  await server.admin.configure('new-checkout', { on: true, fallthrough: share(25_000) })
  await server.admin.configure('upsell', { on: true, fallthrough: share(50_000) })
  await server.admin.configure('payments', { on: true, fallthrough: { variant: 'on' } })
})
afterAll(() => server.stop())

function share(on: number) {
  const shares = [
    { variant: 'on', share: on },
    { variant: 'off', share: 100_000 - on },
  ]
  return { rollout: { shares } }
}

const openAs = (person: Joined, path: string, options: PageOptions = {}) =>
  openSignedInAs(person, server, `/default/production/${path}`, options)

async function configuration(flag: string): Promise<FlagConfigurationView> {
  const path = `${PRODUCTION}/flags/${flag}`
  return (await server.admin.request<FlagConfigurationView>('GET', path)).body
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const percentage = (page: Page) => page.getByLabel('Percentage of on').first()
const shows = (field: Locator, text: string) =>
  waitFor(async () => (await field.inputValue()) === text, { what: `${field} to show ${text}` })

/** Asks for it in the edits bar; resolves with the way to the request. */
async function askFor(page: Page, comment: string): Promise<string> {
  await button(page, 'Ask for approval…').click()
  const dialog = page.getByRole('dialog', { name: 'Ask for approval in Production' })
  await dialog.getByLabel('Comment').fill(comment)
  await dialog.getByRole('button', { name: 'Ask for approval' }).click()
  const asked = page.getByRole('region', { name: 'Requested change' }).getByRole('link')
  return (await asked.getAttribute('href')) ?? ''
}

it('sets what production asks of a change', async () => {
  const page = await openAs(administrator, 'settings/environments')
  await page.getByRole('button', { name: 'Edit Production' }).click()
  const dialog = page.getByRole('dialog', { name: 'Production' })
  await dialog.getByLabel('A second person, for more exposure').check()
  await dialog.getByLabel('A change needs a comment').check()
  await expectAccessible(page)
  await button(page, 'Save').click()
  await dialog.waitFor({ state: 'hidden' })
  await page
    .getByText('A change asks for a second person where it raises exposure and a comment.')
    .waitFor()
  await page.goto(`${server.url}/default/production/history?where=everywhere`)
  await page.getByText('Has to agree to a change').waitFor()
})

it('asks for approval, is approved by a second person, and reaches the SDKs when it is applied', async () => {
  const sdk = await connectSdk(server)
  const turnedOn = () => sdk.isEnabled('new-checkout', { targetingKey: 'somebody' })
  await server.admin.configure('new-checkout', { fallthrough: share(0), comment: 'nobody yet' })
  await waitFor(() => !turnedOn())

  const editing = await openAs(editor, 'flags/new-checkout')
  await percentage(editing).fill('100')
  await editing.getByRole('region', { name: 'Unsaved changes' }).getByText('100 % on').waitFor()
  await expectAccessible(editing)
  const path = await askFor(editing, 'A quiet night behind us')
  await editing.getByRole('region', { name: 'Waiting changes' }).getByText('Open').waitFor()
  await shows(percentage(editing), '0')

  await editing.goto(server.url + path)
  // The author sees why it is not theirs to approve.
  await button(editing, 'Approve').hover()
  await editing.getByRole('tooltip').waitFor()
  expect(await button(editing, 'Approve').getAttribute('aria-disabled')).toBe('true')

  const reviewing = await openAs(releaser, 'requests?show=waiting')
  await reviewing.getByRole('link', { name: 'Requests 1 waiting for you' }).waitFor()
  await reviewing.getByRole('link', { name: /^new-checkout, everyone else/ }).click()
  await reviewing.getByText('A quiet night behind us').waitFor()
  await reviewing.getByText('More exposure in Production').waitFor()
  await expectAccessible(reviewing)
  await reviewing.getByLabel('Comment').fill('Fine with me')
  await button(reviewing, 'Approve').click()

  // The author's page hears of it by itself.
  await editing.getByText('Approved by Bea. It can be applied.').waitFor()
  expect(turnedOn()).toBe(false)
  await button(editing, 'Apply now').click()
  await editing.getByText('What changed').waitFor()
  await editing.getByText(/applied on 1 of 1/).waitFor()
  await waitFor(turnedOn)
  await reviewing.getByText('Applied, approved by Bea.').waitFor()
})

it('saves at once what takes exposure back, and says before that why is asked', async () => {
  const page = await openAs(releaser, 'flags/upsell')
  await percentage(page).fill('10')
  await button(page, 'Discard').click()
  const discarded = page.getByRole('region', { name: 'Discarded changes' })
  await discarded.getByText('Discarded 1 change.').waitFor()
  await shows(percentage(page), '50')
  await expectAccessible(page)
  await discarded.getByRole('button', { name: 'Undo' }).click()
  await shows(percentage(page), '10')
  const save = button(page, 'Save')
  const bar = page.getByRole('region', { name: 'Unsaved changes' })
  await bar.getByPlaceholder('Why? Production asks for it').waitFor()
  expect(await save.isDisabled()).toBe(true)
  await bar.getByLabel('Comment').fill('Fewer, while we look')
  await save.click()
  await page.getByText(/Saved as r\d+/).waitFor()
  expect((await configuration('upsell')).fallthrough).toMatchObject(share(10_000))
})

it('makes a scheduled change by itself when its time has come', async () => {
  const page = await openAs(releaser, 'flags/upsell')
  await percentage(page).fill('5')
  await page.getByRole('button', { name: 'Save in another way' }).click()
  await page.getByRole('menuitem', { name: 'Save at a time…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save at a time in Production' })
  await dialog.getByLabel('Comment').fill('When the shop is closed')
  const soon = await page.evaluate(() => {
    const date = new Date(Date.now() + 3_000)
    return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 23)
  })
  await dialog.getByLabel('Time').fill(soon)
  await dialog.getByRole('button', { name: 'Schedule' }).click()
  await page.getByText(/^Scheduled as request/).waitFor()
  await page.getByRole('region', { name: 'Waiting changes' }).getByText('Scheduled').waitFor()
  await waitFor(async () => (await percentage(page).inputValue()) === '5', {
    what: 'its time to come, and the page to hear of it',
    timeoutMs: 15_000,
  })
  await page.getByRole('region', { name: 'Waiting changes' }).waitFor({ state: 'detached' })
  expect((await configuration('upsell')).fallthrough).toMatchObject(share(5_000))
})

it('shows theirs and mine when the flag has moved on, and takes mine into the editor', async () => {
  const page = await openAs(editor, 'flags/upsell')
  await percentage(page).fill('80')
  const path = await askFor(page, 'More of it')
  const rule = { id: 'staff', name: 'Staff', conditions: [], serve: { variant: 'off' } }
  await server.admin.configure('upsell', {
    rules: [rule],
    fallthrough: share(1_000),
    comment: 'Nearly nobody',
  })
  await page.goto(server.url + path)
  const moved = page.getByRole('alert', { name: 'Moved on' })
  await moved.getByText('Staff').waitFor()
  await moved.getByText('1 % on').waitFor()
  await moved.getByText('80 % on').waitFor()
  await expectAccessible(page)
  await button(page, 'Edit again').click()
  const meanwhile = page.getByRole('alert', { name: 'Changed meanwhile' })
  await meanwhile.getByText('You both changed the same part.').waitFor()
  await meanwhile.getByRole('button', { name: 'Keep mine' }).click()
  await shows(percentage(page), '80')
  await button(page, 'Ask for approval…').waitFor()
})

it('offers to ask where a switch is not one person’s to turn, from the list and the palette', async () => {
  const page = await openAs(editor, 'flags')
  await page.getByRole('switch', { name: 'search-v2 in Production' }).click()
  const popover = page.getByRole('dialog', { name: 'Turn on search-v2 in Production' })
  await popover.getByLabel('Comment').fill('Everybody waits for it')
  await popover.getByRole('button', { name: 'Ask for approval' }).click()
  await popover.getByText('Asked for approval').waitFor()
  await expectAccessible(page)
  await popover.getByRole('button', { name: 'Close' }).click()
  await page.keyboard.press('Control+k')
  await page.getByLabel('Search or do something').fill('toggle payments')
  await page.getByRole('button', { name: 'Turn off payments in Production' }).click()
  const dialog = page.getByRole('dialog', { name: 'Switch a flag' })
  await dialog.getByRole('button', { name: 'Ask for approval' }).waitFor()
  expect(await configuration('search-v2')).toMatchObject({ on: false })
})

it('asks for each flag of many that were refused, and says what became of it', async () => {
  for (const key of ['many-1', 'many-2']) await server.admin.createFlag({ key, type: 'boolean' })
  const page = await openAs(releaser, 'flags?search=many')
  await page.getByText('2 of 6 flags').waitFor()
  await page.getByRole('checkbox', { name: 'Select all 2 flags' }).click()
  await button(page, 'Turn on in Production').click()
  const dialog = page.getByRole('dialog')
  const verb = dialog.getByRole('button', { name: 'Turn on in Production' })
  expect(await verb.isDisabled()).toBe(true)
  await dialog.getByLabel('Comment').fill('The campaign begins')
  await verb.click()
  const told = page.getByRole('region', { name: 'What was done' })
  await told.getByText('2 flags were refused').waitFor()
  await told.getByRole('button', { name: 'Ask for approval of 2 flags' }).click()
  const links = told.getByRole('link', { name: /^request #/ })
  await links.nth(1).waitFor()
  await expectAccessible(page)
  await links.first().click()
  await page.getByText('The campaign begins').waitFor()
  expect(await configuration('many-1')).toMatchObject({ on: false })
})

it('kills at once, whatever production asks of a change; back on is asked for in place', async () => {
  const policy = { commentRequired: true, approval: 'all' }
  await server.admin.request('PATCH', PRODUCTION, { policy })
  const refusal = { expectedErrors: [/403/] }
  const page = await openAs(editor, 'flags/payments', refusal)
  await button(page, 'Kill in Production').click()
  const kills = page.getByRole('region', { name: 'Kills' })
  await kills.getByText('Killed', { exact: true }).waitFor()
  expect(await configuration('payments')).toMatchObject({ on: false })
  await kills.getByRole('button', { name: 'Undo' }).click()
  await kills.getByText('Still killed:').waitFor()
  await kills.getByRole('button', { name: 'Ask for approval' }).click()
  const dialog = page.getByRole('dialog', { name: 'Turn payments on again in Production' })
  expect(await dialog.getByLabel('Comment').inputValue()).toMatch(/^Undo of the kill in r\d+$/)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Ask for approval' }).click()
  await dialog.getByText('Asked for approval').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await kills.getByRole('link', { name: /^request #/ }).waitFor()
  await expectAccessible(page)
})

it('adds an environment that begins as another is', async () => {
  const page = await openAs(administrator, 'settings/environments')
  await button(page, 'Add environment').click()
  const dialog = page.getByRole('dialog', { name: 'Add environment' })
  await dialog.getByLabel('Key').fill('preview')
  await dialog.getByLabel('Begins with').first().click()
  await page.getByRole('option', { name: 'As Production' }).click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add environment' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await button(page, 'Edit preview').waitFor()
  const path = '/projects/default/environments/preview/flags/upsell'
  expect((await server.admin.request('GET', path)).body).toMatchObject({
    on: true,
    fallthrough: (await configuration('upsell')).fallthrough,
  })
})

it.each(['light', 'dark'] as const)(
  'fits a narrow screen and can be read, %s',
  async (colorScheme) => {
    const narrow = { viewport: { width: 390, height: 800 }, colorScheme }
    for (const path of ['requests', 'requests/1', 'settings/environments']) {
      const page = await openAs(releaser, path, narrow)
      await page.getByRole('main').getByText('Production').first().waitFor()
      await expectAccessible(page)
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wider).toBe(0)
    }
  },
)
