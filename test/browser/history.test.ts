import { readFile } from 'node:fs/promises'
import type { FlagConfigurationChanged } from '@bunting/flag-server/flags/flag-schemas.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { PRODUCTION } from '../support/admin-api.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  const { createFlag, configure, kill, request } = server.admin
  for (const key of ['new-checkout', 'search-v2', 'payments']) {
    await createFlag({ key, type: 'boolean' })
  }
  await configure('new-checkout', { on: true, comment: 'The launch' })
  await configure('new-checkout', { offVariant: 'on' })
  await configure('search-v2', { on: true })
  await kill('search-v2', 'Slow answers, ticket PAY-17')
  const staging = '/projects/default/environments/staging'
  await request('PATCH', `${staging}/flags/payments`, {
    on: true,
    rules: [
      {
        name: 'EU pro',
        conditions: [{ attribute: 'country', operator: 'in', values: ['DE', 'FR'] }],
        serve: { variant: 'on' },
      },
    ],
  })
})
afterAll(() => server.stop())

const HISTORY = '/default/production/history'
const configuration = async (flag: string) => {
  const path = `${PRODUCTION}/flags/${flag}`
  return (await server.admin.request<FlagConfigurationChanged>('GET', path)).body
}

it('finds a change by who, what and words; the address keeps the filter', async () => {
  const page = await openSignedIn(server, HISTORY)
  const entries = page.getByRole('list', { name: 'Changes, newest first' }).getByRole('listitem')
  await page.getByText('killed search-v2').waitFor()
  await page.getByLabel('Search keys and comments').fill('ticket pay')
  await page.waitForURL(/search=ticket\+pay/)
  await waitFor(async () => (await page.getByText('turned on').count()) === 0)
  await page.getByText('Slow answers, ticket PAY-17').waitFor()
  await page.reload()
  await page.getByText('Slow answers, ticket PAY-17').waitFor()
  await page.getByLabel('Search keys and comments').fill('')
  await page.getByRole('combobox', { name: 'What', exact: true }).click()
  await page.getByRole('option', { name: 'Flag: killed' }).click()
  await page.waitForURL(/action=flag\.killed/)
  await waitFor(async () => (await page.getByText('“The launch”').count()) === 0)
  await page.getByText('Slow answers, ticket PAY-17').waitFor()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'NDJSON, for programs' }).click(),
  ])
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).action)).toEqual(['flag.killed'])
  expect(await entries.count()).toBeGreaterThan(0)
})

it('undoes one change, after saying what that does', async () => {
  const page = await openSignedIn(server, '/default/production/flags/new-checkout/history')
  const launch = page.getByRole('listitem').filter({ hasText: 'The launch' })
  await launch.getByRole('button', { name: 'More for this change of new-checkout' }).click()
  await page.getByRole('menuitem', { name: 'Undo this change…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Undo a change' })
  await dialog.getByText('State').waitFor()
  await page.getByRole('menu').waitFor({ state: 'hidden' })
  await expectAccessible(page)
  await dialog.getByLabel('Comment').fill('Too early')
  await dialog.getByRole('button', { name: 'Undo in Production' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('“Too early”').waitFor()
  expect(await configuration('new-checkout')).toMatchObject({ on: false, offVariant: 'on' })
})

it('says why a change cannot be undone, and offers no button for it', async () => {
  await server.admin.configure('search-v2', { offVariant: 'on', comment: 'put back by hand' })
  await server.admin.configure('search-v2', { offVariant: 'off' })
  const rule = (variant: string) => ({ id: 'all', conditions: [], serve: { variant } })
  await server.admin.configure('search-v2', { rules: [rule('on')], comment: 'changed again' })
  await server.admin.configure('search-v2', { rules: [rule('off')] })
  const path = '/default/production/flags/search-v2/history'
  const page = await openSignedIn(server, path, { expectedErrors: [/409/] })
  for (const [comment, why] of [
    ['put back by hand', 'Nothing: it is like that already.'],
    [
      'changed again',
      /has moved on: rule "all" was changed again since, last by admin token in r\d+/,
    ],
  ] as const) {
    const entry = page.getByRole('listitem').filter({ hasText: comment })
    await entry.getByRole('button', { name: /More for this change/ }).click()
    await page.getByRole('menuitem', { name: 'Undo this change…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(why).waitFor()
    expect(await dialog.getByRole('button', { name: 'Undo in Production' }).isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
})

it('restores all of an environment to a moment', async () => {
  const list = await server.admin.request<{ entries: { at: string }[] }>(
    'GET',
    '/projects/default/audit?flag=new-checkout&action=flag.configured&search=launch&limit=1',
  )
  const at = list.body.entries[0]?.at ?? ''
  const page = await openSignedIn(server, HISTORY)
  await page.getByRole('button', { name: 'Restore…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore all of Production' })
  const local = await page.evaluate((instant) => {
    const date = new Date(instant)
    return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 23)
  }, at)
  await dialog.getByLabel('Moment').fill(local)
  await dialog.getByRole('region', { name: 'new-checkout' }).getByText('State').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Restore in Production' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('restored all of production').waitFor()
  expect(await configuration('new-checkout')).toMatchObject({ on: true, offVariant: 'off' })
})

it('compares two environments and copies a flag from one to the other', async () => {
  const page = await openSignedIn(server, '/default/production/compare?with=staging')
  const payments = page
    .getByRole('list', { name: 'Differences' })
    .getByRole('listitem')
    .filter({
      has: page.getByRole('heading', { name: 'payments' }),
    })
  await payments.getByText('EU pro').waitFor()
  await expectAccessible(page)
  await payments.getByRole('button', { name: 'Copy to Production…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Copy payments to Production' })
  await dialog.getByText('EU pro').waitFor()
  await dialog.getByRole('button', { name: 'Copy to Production' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await payments.waitFor({ state: 'detached' })
  const { on, rules } = await configuration('payments')
  expect({ on, name: rules[0]?.name }).toEqual({ on: true, name: 'EU pro' })
})

it.each(['light', 'dark'] as const)(
  'fits a narrow screen and can be read, %s',
  async (colorScheme) => {
    const narrow = { viewport: { width: 390, height: 800 }, colorScheme }
    for (const path of [HISTORY, '/default/production/compare?with=staging']) {
      const page = await openSignedIn(server, path, narrow)
      await page.getByRole('main').getByRole('listitem').first().waitFor()
      await expectAccessible(page)
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wider).toBe(0)
    }
  },
)
