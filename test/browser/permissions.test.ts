import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { openPage } from '../support/browser.ts'
import { join } from '../support/join.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await server.admin.configure('new-checkout', { on: true })
})
afterAll(() => server.stop())

interface Who {
  readonly name: string
  readonly role?: string
  readonly administrator?: boolean
}

/** A page of somebody new, signed in. */
async function openAs(
  { name, role, administrator = false }: Who,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const memberships = role ? [{ project: 'default', environment: null, role }] : []
  const { email, password } = await join(server, { name, administrator, memberships })
  // Who loses a project is told so, by answers that a browser calls errors.
  const page = await openPage({ ...options, expectedErrors: [/404/] })
  const answer = await page.request.post(`${server.url}/api/v1/sign-in`, {
    data: { email, password },
  })
  expect(answer.status()).toBe(200)
  await page.goto(`${server.url}/default/${path}`)
  return page
}

const toggle = (page: Page, environment: string) =>
  page.getByRole('switch', { name: `new-checkout in ${environment}` })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const isOn = async () =>
  (
    await server.admin.request<{ on: boolean }>(
      'GET',
      '/projects/default/environments/production/flags/new-checkout',
    )
  ).body.on

it('shows a viewer everything, disabled, and says why', async () => {
  const page = await openAs({ name: 'Vera', role: 'viewer' }, 'production/flags/new-checkout')
  const off = toggle(page, 'production')
  await off.waitFor()
  await expectAccessible(page)
  await off.hover()
  const reason = 'You may not change what is served in Production.'
  await page.getByRole('tooltip').filter({ hasText: reason }).waitFor()
  expect(await off.getAttribute('aria-disabled')).toBe('true')
  await off.click({ force: true })
  await button(page, 'Kill in Production').click({ force: true })
  expect(await isOn()).toBe(true)

  // By keyboard, too: after a key, focus is shown; after a click it is not, and neither is the reason.
  await page.keyboard.press('Tab')
  await off.focus()
  await page.getByRole('tooltip').filter({ hasText: reason }).waitFor()
  expect(await page.getByLabel('Serve everyone else', { exact: true }).first().isDisabled()).toBe(
    true,
  )

  await page.getByRole('link', { name: 'Settings' }).first().click()
  const settings = page.getByRole('navigation', { name: 'Settings' })
  await settings.getByRole('link', { name: 'Members' }).click()
  await page.getByRole('cell', { name: 'Viewer' }).waitFor()
  expect(await settings.getByRole('link').allTextContents()).toEqual([
    'General',
    'Environments',
    'Members',
    'Roles',
  ])
  await expectAccessible(page)
  await page.goto(`${server.url}/default/production/settings/webhooks`)
  await page.getByText('You may not manage webhooks.').waitFor()
})

it('lets an editor switch in development, and ask for it in production', async () => {
  const page = await openAs({ name: 'Edda', role: 'editor' }, 'development/flags/new-checkout')
  await toggle(page, 'development').click()
  await page.getByText(/^On$/).first().waitFor()
  await page.goto(`${server.url}/default/production/flags/new-checkout`)
  await toggle(page, 'production').click()
  await page
    .getByRole('button', { name: /Ask for approval/ })
    .first()
    .waitFor()
  expect(await isOn()).toBe(true)
})

it('makes a role of one’s own, gives it to somebody, and takes it away', async () => {
  const page = await openAs({ name: 'Ana', administrator: true }, 'production/settings/roles')
  await button(page, 'Create role').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Key' }).fill('on-call')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('On call')
  await dialog.getByLabel('Kill; hold, roll back and abort releases: in production').check()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create role' }).click()
  await page.getByRole('columnheader', { name: 'On call' }).waitFor()
  await page.getByText('in production only').waitFor()
  await dialog.waitFor({ state: 'hidden' })
  await expectAccessible(page)

  const watching = await openAs({ name: 'Cora', role: 'viewer' }, 'production/flags/new-checkout')
  const kill = button(watching, 'Kill in Production')
  await kill.waitFor()
  expect(await kill.getAttribute('aria-disabled')).toBe('true')

  await page.getByRole('link', { name: 'Members' }).click()
  const role = page.getByRole('button', { name: /Role of Cora in the whole project/ })
  const question = page.getByRole('dialog', { name: 'Role of Cora in the whole project' })
  await role.click()
  await page.getByRole('menuitemradio', { name: 'No role' }).click()
  await question.getByText('Cora loses Viewer in the whole project.').waitFor()
  await page.getByRole('menu').waitFor({ state: 'hidden' })
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await question.waitFor({ state: 'hidden' })
  await waitFor(() => role.evaluate((button) => button === document.activeElement))
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemradio', { name: 'Administrator' }).click()
  await question.getByText('manage members and service tokens').waitFor()
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect(await role.textContent()).toBe('Viewer')

  await role.click()
  await page.getByRole('menuitemradio', { name: 'On call' }).click()
  // Her open page has it without being loaded again.
  await waitFor(async () => (await kill.getAttribute('aria-disabled')) === null)
  await kill.click()
  await waitFor(async () => !(await isOn()), { what: 'the kill to be done' })
  expect(await toggle(watching, 'production').getAttribute('aria-disabled')).toBe('true')

  await button(page, 'Remove Cora').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove member' }).click()
  await watching.getByText('There is nothing at this address').waitFor()
})

it('invites who has no account, and makes tokens that are shown once', async () => {
  const page = await openAs({ name: 'Otto', administrator: true }, 'production/settings/members', {
    colorScheme: 'dark',
  })
  await button(page, 'Add member').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail').fill('new@shop.example')
  await dialog.getByRole('button', { name: 'Add member' }).click()
  await dialog.getByText('has an account here yet').waitFor()
  await dialog.getByRole('button', { name: 'Invite' }).click()
  await dialog.getByText('Copy the link now').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Take back the invitation of new@shop.example' }).waitFor()
  await dialog.waitFor({ state: 'hidden' })
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Service tokens' }).click()
  await button(page, 'Create token').click()
  await dialog.getByLabel('Name').fill('deploy pipeline')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create token' }).click()
  const token = await dialog.getByRole('figure', { name: 'token' }).locator('code').textContent()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.waitFor({ state: 'hidden' })
  const used = await fetch(`${server.url}/api/v1/projects/default`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(used.status).toBe(200)
  await expectAccessible(page)
  await button(page, 'Revoke deploy pipeline').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke token' }).click()
  await page.getByRole('heading', { name: 'No service token is in use' }).waitFor()
  await page.getByLabel('Show revoked').check()
  await page.getByRole('cell', { name: 'revoked' }).waitFor()
})
