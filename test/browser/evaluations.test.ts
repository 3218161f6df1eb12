import { connect } from '@bunting/flag-server/database/connect.ts'
import type { EvaluationCount } from '@bunting/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

const WIDE = { viewport: { width: 1_440, height: 1_000 } }

let server: TestServer
let key: string
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  key = (await server.admin.createSdkKey('server')).key
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await server.admin.createFlag({ key: 'never-asked', type: 'boolean' })
})
afterAll(() => server.stop())

async function count(...counts: readonly EvaluationCount[]): Promise<void> {
  const response = await fetch(`${server.url}/sdk/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'events', id: crypto.randomUUID(), agoMs: 0, counts }),
  })
  if (response.status !== 202) throw new Error(`the events were answered with ${response.status}`)
}

it('shows how often a flag was evaluated and with which answer, as a chart and as a table', async () => {
  await server.admin.configure('new-checkout', { on: true, comment: 'for the chart' })
  await count(
    { flag: 'new-checkout', variant: 'on', count: 1_200 },
    { flag: 'new-checkout', variant: 'off', count: 2_800 },
    { flag: 'new-checkout', errorCode: 'TARGETING_KEY_MISSING', count: 5 },
  )
  const page = await openSignedIn(server, '/default/production/flags/new-checkout', WIDE)
  await page.getByRole('link', { name: /^evaluations.*4 k\/h$/ }).click()
  await page.waitForURL(/\/evaluations$/)

  await page.getByRole('figure').locator('.recharts-area-area').first().waitFor()
  const answers = page.getByRole('list', { name: 'Answers' })
  expect(await answers.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/on\s*30\s%\s*1,200/),
    expect.stringMatching(/off\s*70\s%\s*2,800/),
    expect.stringMatching(/fallback: TARGETING_KEY_MISSING\s*0.1\s%\s*5/),
  ])
  const changes = page.getByRole('region', { name: 'Changes in this time' })
  await changes.getByText(/turned on · r\d+ “for the chart”/).waitFor()
  // Two changes so close to each other have one mark; strict, so that a second would fail.
  await page.locator('.recharts-reference-line').waitFor({ state: 'attached' })
  await expectAccessible(page)

  const chart = page.locator('.recharts-surface').first()
  await chart.focus()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('figure').locator('.recharts-tooltip-wrapper p').first().waitFor()

  await page.getByText('Table', { exact: true }).click()
  await page.getByRole('row', { name: /1,200\s+2,800\s+5$/ }).waitFor()
  await expectAccessible(page)
  await page.getByText('7 days', { exact: true }).click()
  await page.waitForURL(/range=7d/)
})

it('follows what happens while it is open', async () => {
  const page = await openSignedIn(server, '/default/production/flags/never-asked/evaluations', WIDE)
  await page.getByText('Not evaluated yet in Production').waitFor()
  await expectAccessible(page)
  await count({ flag: 'never-asked', variant: 'off', count: 17 })
  await page.getByText('17 evaluations').waitFor({ timeout: 20_000 })
})

it('tells of a flag that is not asked for any more', async () => {
  await server.admin.createFlag({ key: 'long-ago', type: 'boolean' })
  await count({ flag: 'long-ago', variant: 'off', count: 1 })
  const { pool, close } = connect(server.databaseUrl, () => undefined)
  await pool.query(
    `update evaluation_counts set at = at - interval '50 hours' where flag_key = 'long-ago'`,
  )
  await pool.query(
    `update evaluated_flags set last_seen_at = now() - interval '50 hours' where flag_key = 'long-ago'`,
  )
  await close()
  const page = await openSignedIn(server, '/default/production/flags/long-ago', WIDE)
  await page.getByRole('link', { name: 'last evaluated 2 d ago' }).click()
  await page.getByText('Not evaluated in the last 24 hours').waitFor()
  await page.getByRole('button', { name: 'Show 7 days' }).click()
  await page.getByRole('figure').locator('.recharts-area-area').first().waitFor()
})

it('has in the list when each flag was last evaluated', async () => {
  await count({ flag: 'new-checkout', variant: 'on', count: 1 })
  const page = await openSignedIn(server, '/default/production/flags', WIDE)
  const row = page.getByRole('listitem').filter({ hasText: 'new-checkout' })
  await row.getByText(/evaluations in the last 24 hours, last/).waitFor({ state: 'attached' })
  await row.getByText('just now').first().waitFor()
  await expectAccessible(page)
})

it('lists flags that code asks for and that do not exist, to be made or forgotten', async () => {
  await count(
    { flag: 'new-chekout', errorCode: 'FLAG_NOT_FOUND', count: 1_500 },
    { flag: 'to be forgotten', errorCode: 'FLAG_NOT_FOUND', count: 3 },
  )
  const page = await openSignedIn(server, '/default/production/flags', WIDE)
  const notice = page.getByRole('region', { name: 'Unknown flags' })
  await notice.getByText('code asks for 2 flags that do not exist').waitFor()
  await notice.getByRole('button', { name: 'Code asks for 2 flags' }).click()
  await notice.getByText(/1\.5\sk times/).waitFor()
  await expectAccessible(page)

  await notice.getByRole('button', { name: 'Forget to be forgotten' }).click()
  await notice.getByText('code asks for 1 flag that does not exist').waitFor()
  await notice.getByRole('button', { name: 'Create flag new-chekout' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByLabel('Key').inputValue()).toBe('new-chekout')
  await dialog.getByRole('button', { name: 'Create flag' }).click()
  await page.waitForURL(/flags\/new-chekout$/)
  await page.goBack()
  await page.getByRole('link', { name: 'never-asked' }).waitFor()
  await notice.waitFor({ state: 'detached' })
})
