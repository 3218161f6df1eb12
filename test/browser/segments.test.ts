import type { SegmentConfigurationChanged } from '@bunting/flag-server/segments/segment-schemas.ts'
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
  await server.admin.createFlag({ key: 'for-beta', type: 'boolean' })
})
afterAll(() => server.stop())

const SEGMENTS = '/projects/default/segments'
/** A field by its label; its list of options has the same. */
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true }).first()
/** So high that no bar at its edges lies over a part of what is edited. */
const WHOLE = { viewport: { width: 1_440, height: 2_000 } }
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const saved = (page: Page) => page.getByText(/Saved as r\d+/).waitFor()

async function paste(page: Page, label: string, text: string): Promise<void> {
  await field(page, label).evaluate((input, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, text)
}

function ask(segment: string) {
  const conditions = [
    { attribute: 'targetingKey', operator: 'inSegment' as const, values: [segment] },
  ]
  return [{ id: 'beta', conditions, serve: { variant: 'on' } }]
}

async function members(segment: string): Promise<SegmentConfigurationChanged> {
  const path = `${PRODUCTION}/segments/${segment}`
  return (await server.admin.request<SegmentConfigurationChanged>('GET', path)).body
}

it('makes a segment of pasted ids and a condition, which rules then ask for', async () => {
  const page = await openSignedIn(server, '/default/production/segments', WHOLE)
  await page.getByRole('button', { name: 'Create segment' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Key').fill('beta-testers')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create segment' }).click()
  await page.waitForURL(/segments\/beta-testers$/)

  await field(page, 'Included ids').waitFor()
  await paste(page, 'Included ids', 'user-1, user-2\nuser-3\tuser-2')
  await paste(page, 'Excluded ids', 'user-9')
  await page.getByRole('button', { name: 'Add condition' }).click()
  await field(page, 'Attribute').fill('plan')
  await page.keyboard.press('Escape')
  await field(page, 'Values').fill('pro')
  await page.keyboard.press('Enter')
  await field(page, 'Comment').fill('from the beta list')
  await expectAccessible(page)
  await save(page)
  await saved(page)
  expect(await members('beta-testers')).toMatchObject({
    included: ['user-1', 'user-2', 'user-3'],
    excluded: ['user-9'],
    conditions: [{ attribute: 'plan', operator: 'in', values: ['pro'] }],
  })

  await server.admin.configure('for-beta', {
    on: true,
    rules: ask('beta-testers'),
    fallthrough: { variant: 'off' },
  })
  const sdk = await connectSdk(server)
  const has = (targetingKey: string, plan = 'free') =>
    sdk.isEnabled('for-beta', { targetingKey, plan })
  expect([has('user-2'), has('user-7'), has('user-7', 'pro'), has('user-9', 'pro')]).toEqual([
    true,
    false,
    true,
    false,
  ])
  await paste(page, 'Excluded ids', 'user-2')
  await save(page)
  await page.getByText(/applied on 1 of 1/).waitFor()
  await waitFor(() => !has('user-2'), { what: 'user-2 to be excluded' })
})

it('names what still asks for a segment, and is deleted once nothing does', async () => {
  await server.admin.request('POST', SEGMENTS, { key: 'wanted' })
  await server.admin.createFlag({ key: 'wants', type: 'boolean' })
  await server.admin.configure('wants', { rules: ask('wanted') })
  const page = await openSignedIn(server, '/default/production/segments/wanted/settings')
  await page.getByText(/It is still asked for/).waitFor()
  await page.getByRole('link', { name: 'wants' }).waitFor()
  expect(await page.getByRole('button', { name: 'Delete segment' }).count()).toBe(0)

  await server.admin.configure('wants', { rules: [] })
  await page.reload()
  await page.getByRole('button', { name: 'Delete segment' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.waitForURL(/segments$/)
  await waitFor(async () => (await page.getByRole('link', { name: 'wanted' }).count()) === 0, {
    what: 'it to be gone from the list',
  })
})

it('keeps what was typed when somebody else was faster, and shows what they did', async () => {
  await server.admin.request('POST', SEGMENTS, { key: 'contended' })
  const page = await openSignedIn(server, '/default/production/segments/contended', WHOLE)
  await field(page, 'Included ids').waitFor()
  await paste(page, 'Included ids', 'ana')
  await server.admin.request('PATCH', `${PRODUCTION}/segments/contended`, {
    excluded: ['eve'],
    comment: 'Eve left',
  })
  const notice = page.getByRole('alert', { name: 'Changed meanwhile' })
  await notice.getByText(/Eve left/).waitFor()
  await expectAccessible(page)
  await save(page)
  await saved(page)
  expect(await members('contended')).toMatchObject({ included: ['ana'], excluded: ['eve'] })

  // The same part: it is theirs or mine, and I say which.
  await paste(page, 'Included ids', 'tom')
  await server.admin.request('PATCH', `${PRODUCTION}/segments/contended`, { included: ['bob'] })
  await notice.getByRole('button', { name: 'Keep mine' }).click()
  await save(page)
  await waitFor(async () => (await members('contended')).included.includes('tom'), {
    what: 'mine to be saved',
  })
  expect((await members('contended')).included).toEqual(['ana', 'tom'])
})

it('asks, adds to and takes from a list that is too long to be read', async () => {
  await server.admin.request('POST', SEGMENTS, { key: 'long' })
  const included = Array.from({ length: 20_000 }, (_, index) => `company-${index}`)
  await server.admin.request('PATCH', `${PRODUCTION}/segments/long`, { included })
  const page = await openSignedIn(server, '/default/production/segments/long')
  await page
    .getByText(/20,000.ids/)
    .first()
    .waitFor()
  const ids = field(page, 'Included ids: look for, add or remove')
  await ids.fill('company-7, company-new')
  await page.getByText('1 of 2 in the list').waitFor()
  await page.getByRole('button', { name: 'Add 1' }).click()
  await ids.fill('company-0')
  await page.getByRole('button', { name: 'Remove 1' }).click()
  await save(page)
  await saved(page)
  const now = (await members('long')).included
  expect(now).toHaveLength(20_000)
  expect([now.includes('company-new'), now.includes('company-0')]).toEqual([true, false])
})

it('is found from anywhere, and its history says who came and who left', async () => {
  await server.admin.request('POST', SEGMENTS, { key: 'found', name: 'Found people' })
  await server.admin.request('PATCH', `${PRODUCTION}/segments/found`, { included: ['ana', 'tom'] })
  const page = await openSignedIn(server, '/default/production/flags')
  await page.getByRole('switch').first().waitFor()
  await runCommand(page, 'found pe', '2 included')
  await page.waitForURL(/segments\/found$/)
  await page.getByRole('navigation', { name: 'Segment' }).getByText('History').click()
  await page.waitForURL(/found\/history$/)
  await page.getByText('ana, tom').waitFor()
  await expectAccessible(page)
})
