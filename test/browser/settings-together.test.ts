import type { RoleView } from '@bunting/flag-server/access/access-schemas.ts'
import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import type { SegmentView } from '@bunting/flag-server/segments/segment-schemas.ts'
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
})
afterAll(() => server.stop())

const PROJECT = '/projects/default'
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true }).first()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const theirs = (page: Page) => page.getByText('admin token changed this while you were editing.')
const read = async <T>(path: string) => (await server.admin.request<T>('GET', path)).body

/** Somebody else's change. */
async function change(path: string, patch: object): Promise<void> {
  const { status, body } = await server.admin.request('PATCH', path, patch)
  expect([status, body]).toEqual([200, expect.anything()])
}

/** Whether the browser would ask before it leaves. */
const asksToLeave = (page: Page) =>
  page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })))

it('keeps the settings of a flag that were typed, and asks whose text counts', async () => {
  await server.admin.createFlag({ key: 'sky', type: 'boolean' })
  const page = await openSignedIn(server, '/default/production/flags/sky/settings')
  await field(page, 'Name').fill('Mine')
  await field(page, 'Description').fill('What I know of it.')
  await page.getByRole('link', { name: 'Targeting' }).click()
  await page.getByText('Everyone else').first().waitFor()
  expect(await asksToLeave(page)).toBe(true)
  await page.getByLabel('Flag', { exact: true }).getByRole('link', { name: 'Settings' }).click()
  expect(await field(page, 'Name').inputValue()).toBe('Mine')

  await change(`${PROJECT}/flags/sky`, { name: 'Theirs', owner: 'tom' })
  await theirs(page).waitFor()
  // What nobody typed in follows the server.
  expect(await field(page, 'Owner').inputValue()).toBe('tom')
  expect(await button(page, 'Save settings').isDisabled()).toBe(true)
  await expectAccessible(page)
  await button(page, 'Keep mine').click()
  await button(page, 'Save settings').click()
  await page.getByText('Saved.').waitFor()
  expect(await read<FlagView>(`${PROJECT}/flags/sky`)).toMatchObject({
    name: 'Mine',
    description: 'What I know of it.',
    owner: 'tom',
  })
  expect(await asksToLeave(page)).toBe(false)
})

it('asks so for the texts of a segment, too', async () => {
  await server.admin.request('POST', `${PROJECT}/segments`, { key: 'crew' })
  const page = await openSignedIn(server, '/default/production/segments/crew/settings')
  await field(page, 'Name').fill('Mine')
  await change(`${PROJECT}/segments/crew`, { name: 'Theirs' })
  await theirs(page).waitFor()
  await button(page, 'Use theirs').click()
  expect(await field(page, 'Name').inputValue()).toBe('Theirs')
  expect(await button(page, 'Save settings').isDisabled()).toBe(true)
  expect((await read<SegmentView>(`${PROJECT}/segments/crew`)).name).toBe('Theirs')
})

it('takes back no policy that somebody set while the dialog was open', async () => {
  const page = await openSignedIn(server, '/default/production/settings/environments')
  await button(page, 'Edit Staging').click()
  const dialog = page.getByRole('dialog', { name: 'Staging' })
  await dialog.getByLabel('A second person, for more exposure').check()
  await change(`${PROJECT}/environments/staging`, { policy: { approval: 'all' } })
  await theirs(page).waitFor()
  expect(await button(page, 'Save').isDisabled()).toBe(true)
  await button(page, 'Use theirs').click()
  await field(page, 'A change needs a comment').check()
  await button(page, 'Save').click()
  await dialog.waitFor({ state: 'hidden' })
  const { environments } = await read<ProjectView>(PROJECT)
  expect(environments.find(({ key }) => key === 'staging')?.policy).toEqual({
    approval: 'all',
    commentRequired: true,
  })
})

it('gives a role nothing again that somebody took away while the dialog was open', async () => {
  await server.admin.request('POST', '/roles', {
    key: 'on-call',
    name: 'On call',
    permissions: ['flag.kill'],
    inProduction: ['flag.kill'],
  })
  const page = await openSignedIn(server, '/default/production/settings/roles', {
    viewport: { width: 1_440, height: 1_400 },
    expectedErrors: [/409/],
  })
  await button(page, 'Change or delete On call').click()
  await page.getByRole('menuitem', { name: 'Change role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the role On call' })
  await dialog.getByLabel('Plan, start and advance releases: in production').check()
  await change('/roles/on-call', { inProduction: [] })
  await dialog.getByLabel('Comment').fill('They release as well.')
  await dialog.getByText(/^Held by 0.people and 0.tokens/).waitFor()
  await button(page, 'Change role').click()

  await theirs(page).waitFor()
  const kill = dialog.getByLabel('Kill; hold, roll back and abort releases: in production')
  expect(await kill.isChecked()).toBe(false)
  await expectAccessible(page)
  await button(page, 'Change role').click()
  await dialog.waitFor({ state: 'hidden' })
  const onCall = async () =>
    (await read<{ roles: RoleView[] }>('/roles')).roles.find(({ key }) => key === 'on-call')
  await waitFor(async () => (await onCall())?.inProduction.includes('release.run') === true)
  expect((await onCall())?.inProduction).toEqual(['release.run'])
})
