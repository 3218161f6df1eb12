import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { PRODUCTION } from '../support/admin-api.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
/** Before new-checkout had its rule. */
let before: number
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  const { request, createFlag, configure } = server.admin
  await request('POST', '/projects/default/segments', { key: 'staff' })
  await request('PATCH', `${PRODUCTION}/segments/staff`, { included: ['ana'] })
  await createFlag({ key: 'new-checkout', type: 'boolean' })
  await createFlag({ key: 'other', type: 'boolean' })
  before = (await configure('new-checkout', { on: true, fallthrough: { variant: 'off' } })).revision
  const shares = [
    { variant: 'on', share: 100_000 },
    { variant: 'off', share: 0 },
  ]
  await configure('new-checkout', {
    rules: [
      {
        id: 'pro',
        name: 'EU pro',
        conditions: [
          { attribute: 'country', operator: 'in', values: ['DE', 'FR'] },
          { attribute: 'plan', operator: 'equals', values: ['pro'] },
        ],
        serve: { rollout: { bucketBy: 'company.id', shares } },
      },
    ],
  })
})
afterAll(() => server.stop())

const FLAG = '/default/production/flags/new-checkout'
const context = (page: Page) => page.getByRole('textbox', { name: 'Context' })
const panel = (page: Page) => page.getByRole('region', { name: 'Try it' })
/** So high that no bar at its edges lies over a part of it. */
const WHOLE = { viewport: { width: 1_440, height: 3_000 } }
const german = { targetingKey: 'user-42', country: 'DE', plan: 'pro', company: { id: 'acme' } }

it('says what somebody gets and why, step by step', async () => {
  const page = await openSignedIn(server, FLAG, WHOLE)
  await context(page).fill(JSON.stringify(german))
  const it = panel(page)
  await it.getByText(/rule “EU pro”: position \d+\.\d{3}.%/).waitFor()
  await it.getByText(/company\.id is acme/).waitFor()
  await expectAccessible(page)
  await context(page).fill('{ "country": "US", "plan": "pro" }')
  await it.getByText(/it is "US"/).waitFor()
  await it.getByText('everyone else', { exact: true }).waitFor()
  await context(page).fill('{ "country": ')
  await it.getByText(/Not JSON yet/).waitFor()
  await expectAccessible(page)
})

it('tries what is typed before it is saved, with the evaluator of the SDKs', async () => {
  const page = await openSignedIn(server, FLAG)
  await context(page).fill('{ "targetingKey": "ana" }')
  const it = panel(page)
  await it.getByText('everyone else', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Edit rule 1' }).click()
  await page.getByRole('button', { name: 'Remove condition' }).last().click()
  const rule = page.getByRole('group', { name: 'Rule 1', exact: true })
  await rule.getByLabel('Operator').first().click()
  await page.getByRole('option', { name: 'is in segment', exact: true }).click()
  await rule.getByLabel('Attribute').first().fill('targetingKey')
  await page.keyboard.press('Escape')
  await rule.getByLabel('Segments').first().click()
  await page.getByRole('option', { name: 'staff', exact: true }).click()
  await page.keyboard.press('Escape')
  await it.getByText(/ana is included/).waitFor()
  await it.getByText('As it is saved').click()
  await it.getByText('everyone else', { exact: true }).waitFor()
})

it('tells how a prerequisite came to its answer, and its own', async () => {
  const { createFlag, configure } = server.admin
  for (const key of ['ground', 'walls', 'roof']) await createFlag({ key, type: 'boolean' })
  await configure('ground', { on: true, fallthrough: { variant: 'off' } })
  const needs = (flag: string) => ({ on: true, prerequisites: [{ flag, variants: ['on'] }] })
  await configure('walls', needs('ground'))
  await configure('roof', needs('walls'))
  const page = await openSignedIn(server, '/default/production/flags/roof', WHOLE)
  await context(page).fill('{ "targetingKey": "ana" }')
  const it = panel(page)
  await it.getByText('Why walls does').click()
  const walls = it.getByRole('list', { name: 'Steps of walls' })
  await walls.getByText(/ground serves off, which is not on/).waitFor()
  await walls.getByText('Why ground does').click()
  await it.getByRole('list', { name: 'Steps of ground' }).getByText('Everyone else').waitFor()
  await expectAccessible(page)
})

it('answers as of a past moment, which a link and the history lead to', async () => {
  const page = await openSignedIn(server, FLAG)
  await context(page).fill(JSON.stringify(german))
  await panel(page)
    .getByText(/rule “EU pro”/)
    .first()
    .waitFor()
  await page.getByRole('navigation', { name: 'Flag' }).getByText('History').click()
  await page.getByRole('link', { name: `Try it as of r${before}` }).click()
  await panel(page).getByText('everyone else', { exact: true }).waitFor()
  await page.reload()
  await panel(page).getByText('everyone else', { exact: true }).waitFor()
  expect(await context(page).inputValue()).toBe(JSON.stringify(german))
  await panel(page).getByLabel('As of').first().click()
  await page.getByRole('option', { name: 'Now', exact: true }).click()
  await panel(page)
    .getByText(/rule “EU pro”/)
    .first()
    .waitFor()
})

it('shows every flag’s answer to one context, and what is different now from what was', async () => {
  const page = await openSignedIn(server, `/default/production/try?revision=${before}`)
  await context(page).fill(JSON.stringify(german))
  const answers = page.getByRole('list', { name: 'Answers' })
  const row = answers.getByRole('listitem').filter({ hasText: 'new-checkout' }).first()
  await row.getByText(/^now/).waitFor()
  await page.getByLabel('As of').first().click()
  await page.getByRole('option', { name: 'Now', exact: true }).click()
  await row.getByText('rule “EU pro”, by percentage').waitFor()
  await row.getByRole('button', { name: 'Why new-checkout' }).click()
  await row.getByText(/company\.id is acme/).waitFor()
  await expectAccessible(page)
  await page.getByLabel('Search flags').fill('oth')
  await waitFor(async () => (await row.count()) === 0, { what: 'only what was searched' })
  await answers.getByText('the flag is off').waitFor()
})

it.each([
  { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const)('breaks no rule of accessibility, $colorScheme', async (options) => {
  const page = await openSignedIn(server, '/default/production/try', options)
  for (const path of [
    'try',
    'flags/new-checkout',
    'segments',
    'segments/staff',
    'segments/staff/history',
    'segments/staff/settings',
  ]) {
    await page.goto(`${server.url}/default/production/${path}`)
    await page.getByRole('main').waitFor()
    await page.waitForLoadState('networkidle')
    await expectAccessible(page)
    const hidden = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(hidden, `${path} is wider than the screen`).toBeLessThanOrEqual(0)
  }
})
