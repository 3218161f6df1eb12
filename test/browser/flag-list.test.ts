import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  for (let index = 100; index < 220; index += 1) {
    await server.admin.createFlag({
      key: `many-${index}`,
      type: 'boolean',
      tags: [index % 2 ? 'odd' : 'even'],
      ...(index < 103 && { owner: 'ana', kind: 'experiment' }),
    })
  }
  await server.admin.createFlag({ key: 'ended', type: 'boolean', expectedEndDate: '2025-01-31' })
})
afterAll(() => server.stop())

const FLAGS = '/default/production/flags'
const rows = (page: Page) => page.getByRole('list', { name: 'Flags' }).locator('[data-row-link]')
const keysOf = (page: Page) => rows(page).allInnerTexts()
const shows = (page: Page, keys: readonly string[]) =>
  waitFor(async () => (await keysOf(page)).join() === keys.join(), { what: `${keys}` })
const strip = (page: Page) => page.getByRole('region', { name: 'What was done' })

it('finds as one types, whatever was asked before, and keeps it in the address', async () => {
  const page = await openSignedIn(server, FLAGS)
  await page.getByText('121 flags').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('many-117')
  await shows(page, ['many-117'])
  await page.getByText('1 of 121 flags').waitFor()
  await waitFor(() => page.url().includes('search=many-117'))
  await page.keyboard.press('Escape')
  await page.getByLabel('Search flags').fill('no such flag')
  await page.getByRole('heading', { name: 'No flag matches' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await page.getByText('121 flags').waitFor()
})

it('shows what a link says: kind, owner, tag, state, order', async () => {
  await server.admin.configure('many-101', { on: true })
  const page = await openSignedIn(server, `${FLAGS}?kind=experiment&owner=ana&sort=-created`)
  await shows(page, ['many-102', 'many-101', 'many-100'])
  await page.goto(`${server.url}${FLAGS}?tag=odd&state=on`)
  await shows(page, ['many-101'])
  await server.admin.configure('many-101', { on: false })
})

it('loads page after page to the end, with few rows in the document', async () => {
  const page = await openSignedIn(server, `${FLAGS}?search=many`)
  await rows(page).first().waitFor()
  await waitFor(
    async () => {
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
      return (await keysOf(page)).includes('many-219')
    },
    { what: 'the last of the flags' },
  )
  expect((await keysOf(page)).length).toBeLessThan(60)
})

it('keeps a key that comes before the row it is for is drawn', async () => {
  const page = await openSignedIn(server, `${FLAGS}?search=many`)
  await page.getByText('120 of 121 flags').waitFor()
  await page.keyboard.press('j')
  await waitFor(
    async () => {
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
      return !(await keysOf(page)).includes('many-101')
    },
    { what: 'the second flag to be out of view' },
  )
  await page.evaluate(() => {
    for (const key of ['j', 'x']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    }
  })
  await page.getByRole('region', { name: 'Selected flags' }).waitFor()
  expect(await page.getByRole('checkbox', { name: 'Select many-101' }).isChecked()).toBe(true)
})

it('is walked and selected by keys, changed in bulk, and says what was refused and why', async () => {
  await server.admin.createFlag({ key: 'needs-102', type: 'boolean' })
  await server.admin.configure('needs-102', {
    prerequisites: [{ flag: 'many-102', variants: ['on'] }],
  })
  // The page looks what became of a flag, and finds that it is no longer there.
  const page = await openSignedIn(server, `${FLAGS}?owner=ana`, {
    expectedErrors: [/404.*flags\/many-10[01]\)/],
  })
  await shows(page, ['many-100', 'many-101', 'many-102'])
  for (const key of ['j', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key)
  const bar = page.getByRole('region', { name: 'Selected flags' })
  await bar.getByText('3 flags').waitFor()

  await bar.getByRole('button', { name: 'Turn on in Production' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('off → on').first().waitFor()
  await dialog.getByLabel('Comment').fill('all of them')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Turn on in Production' }).click()
  await strip(page).getByText('Turned on 3 flags in Production').waitFor()
  await strip(page).getByRole('button', { name: 'Undo' }).click()
  await strip(page).getByText('Turned off 3 flags in Production').waitFor()

  await page.getByRole('checkbox', { name: 'Select all 3 flags' }).click()
  await bar.getByRole('button', { name: 'Archive' }).click()
  await dialog.getByRole('button', { name: 'Archive' }).click()
  await strip(page).getByText('Archived 2 flags, 1 flag was refused').waitFor()
  await strip(page)
    .getByText(/flag "needs-102" has "many-102" as a prerequisite/)
    .waitFor()
  await expectAccessible(page)
  await shows(page, ['many-102'])
})

it('changes all that the filter finds, loaded or not, and leaves alone what changed meanwhile', async () => {
  const page = await openSignedIn(server, `${FLAGS}?search=many&tag=odd&sort=-created`)
  await page.getByText('59 of 120 flags').waitFor()
  await page.getByRole('checkbox', { name: 'Select many-219' }).click()
  const bar = page.getByRole('region', { name: 'Selected flags' })
  await bar.getByText('1 flag', { exact: true }).waitFor()
  await bar.getByRole('button', { name: 'Select all 59 flags' }).click()
  await bar.getByText('59 flags', { exact: true }).waitFor()
  await page.getByRole('checkbox', { name: 'Select none' }).waitFor()
  await server.admin.configure('many-111', { on: true })
  // It would have been found: it was not there yet.
  await server.admin.createFlag({ key: 'many-late', type: 'boolean', tags: ['odd'] })
  await page.getByRole('checkbox', { name: 'Select all 60 flags' }).waitFor()

  await bar.getByRole('button', { name: 'Owner' }).click()
  const dialog = page.getByRole('dialog', { name: /^Set owner: 59.flags$/ })
  await dialog.getByLabel('Owner').fill('bea')
  await dialog.getByText('nobody → bea').first().waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Set owner' }).click()
  await strip(page).getByText('58 flags to bea, 1 flag was refused').waitFor()
  await strip(page)
    .getByText('changed since it was selected, in production: look at it and try again')
    .waitFor()
  await page.goto(`${server.url}${FLAGS}?owner=bea`)
  await page.getByText('58 of 121 flags').waitFor()
  await page.goto(`${server.url}${FLAGS}?tag=odd&owner=`)
  await shows(page, ['many-111', 'many-late'])
})

it('gives up what it found when the filter changes', async () => {
  const page = await openSignedIn(server, `${FLAGS}?tag=even`)
  await page.getByRole('checkbox', { name: /Select all \d+ flags/ }).click()
  const bar = page.getByRole('region', { name: 'Selected flags' })
  await bar.waitFor()
  await page.getByLabel('Search flags').fill('many-2')
  await bar.waitFor({ state: 'detached' })
})

it('asks for the comment that a policy wants before it archives', async () => {
  const production = '/projects/default/environments/production'
  const setPolicy = (commentRequired: boolean) =>
    server.admin.request('PATCH', production, {
      policy: { approval: 'none', commentRequired },
      comment: 'What this test needs.',
    })
  await setPolicy(true)
  // The page looks what became of a flag, and finds that it is no longer there.
  const page = await openSignedIn(server, `${FLAGS}?search=many-21&tag=even`, {
    expectedErrors: [/404.*flags\/many-21\d\)/],
  })
  await page.getByRole('checkbox', { name: 'Select all 5 flags' }).click()
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^Archive: 5.flags$/ })
  const verb = dialog.getByRole('button', { name: 'Archive' })
  expect(await verb.isDisabled()).toBe(true)
  await dialog.getByLabel('Comment').fill('The campaign is over')
  await verb.click()
  await strip(page).getByText('Archived 5 flags').waitFor()
  await strip(page).getByRole('button', { name: 'Undo' }).click()
  await strip(page).getByText('Brought 5 flags back as before').waitFor()
  const { body } = await server.admin.request<{ entries: { comment: string }[] }>(
    'GET',
    '/projects/default/audit?flag=many-210&limit=2',
  )
  expect(body.entries.map(({ comment }) => comment)).toEqual([
    'Undo: The campaign is over',
    'The campaign is over',
  ])
  await setPolicy(false)
})

it('restores from the archive, off, and deletes for good after asking', async () => {
  for (const key of ['back-again', 'never-again']) {
    await server.admin.createFlag({ key, type: 'boolean' })
    await server.admin.configure(key, { on: true })
    await server.admin.request('POST', `/projects/default/flags/${key}/archive`)
  }
  const page = await openSignedIn(server, `${FLAGS}?view=archived&search=again`)
  await shows(page, ['back-again', 'never-again'])
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Restore back-again' }).click()
  await strip(page).getByText('Restored 1 flag, off everywhere').waitFor()
  await shows(page, ['never-again'])
  const { body } = await server.admin.request<{ environments: Record<string, { on: boolean }> }>(
    'GET',
    '/projects/default/flags/back-again',
  )
  expect(body.environments.production?.on).toBe(false)

  await page.getByRole('button', { name: 'Delete never-again' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
  await strip(page).getByText('Deleted 1 flag').waitFor()
  await page.getByRole('heading', { name: 'No flag matches' }).waitFor()
})

it('says why a flag is stale, and takes the next step with one click', async () => {
  const page = await openSignedIn(server, `${FLAGS}?view=stale`)
  await shows(page, ['ended'])
  await page.getByRole('button', { name: 'ended is stale: past its date' }).click()
  await page.getByText(/It was meant to be gone by now/).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Give it 30 more days' }).click()
  await page.getByRole('heading', { name: 'No flag is stale' }).waitFor()
})

it('shows on a small laptop how often a flag is asked for, and who owns it where there is room', async () => {
  const page = await openSignedIn(server, FLAGS, { viewport: { width: 1280, height: 800 } })
  const owner = page.getByTitle('ana', { exact: true }).first()
  await owner.waitFor({ state: 'attached' })
  expect(await page.getByText('Evaluated', { exact: true }).isVisible()).toBe(true)
  expect(await owner.isVisible()).toBe(false)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280)
  await page.setViewportSize({ width: 1440, height: 800 })
  await owner.waitFor({ state: 'visible' })
})
