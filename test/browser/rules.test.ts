import type { FlagConfigurationChanged } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Locator, Page } from 'playwright-core'
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
  const { request } = server.admin
  await request('POST', '/projects/default/segments', { key: 'staff' })
  await request('PATCH', `${PRODUCTION}/segments/staff`, { included: ['ana'] })
})
afterAll(() => server.stop())

const group = (page: Page, name: string) => page.getByRole('group', { name, exact: true })
/** A field by its label; its list of options has the same. */
const field = (within: Page | Locator, label: string) =>
  within.getByLabel(label, { exact: true }).first()
/** So high that no bar at its edges lies over a part of what is edited. */
const WHOLE = { viewport: { width: 1_440, height: 3_000 } }
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const saved = (page: Page) => page.getByText(/Saved as r\d+/).waitFor()

async function configuration(flag: string): Promise<FlagConfigurationChanged> {
  const path = `${PRODUCTION}/flags/${flag}`
  return (await server.admin.request<FlagConfigurationChanged>('GET', path)).body
}

async function choose(page: Page, select: Locator, option: string): Promise<void> {
  await select.click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

interface Typed {
  readonly attribute: string
  readonly operator: string
  readonly type: (page: Page, condition: Locator) => Promise<void>
  readonly stored: object
}

const list =
  (...values: string[]) =>
  async (page: Page, condition: Locator) => {
    for (const value of values) {
      await field(condition, 'Values').fill(value)
      await page.keyboard.press('Enter')
    }
  }
const one = (value: string) => (_page: Page, condition: Locator) =>
  field(condition, 'Value').fill(value)

const CONDITIONS: readonly Typed[] = [
  {
    attribute: 'country',
    operator: 'is one of',
    type: list('DE', 'FR'),
    stored: { operator: 'in', values: ['DE', 'FR'] },
  },
  {
    attribute: 'email',
    operator: 'ends with',
    type: async (page, condition) => {
      await list('@shop.example')(page, condition)
      await condition.getByRole('button', { name: 'Ignore case' }).click()
    },
    stored: { operator: 'endsWith', values: ['@shop.example'], ignoreCase: true },
  },
  {
    attribute: 'path',
    operator: 'matches pattern',
    type: (_page, condition) => field(condition, 'Pattern').fill('^/shop/[a-z]+$'),
    stored: { operator: 'matches', values: ['^/shop/[a-z]+$'] },
  },
  {
    attribute: 'age',
    operator: 'is at least',
    type: one('18'),
    stored: { operator: 'greaterThanOrEqual', values: [18] },
  },
  {
    attribute: 'signedUpAt',
    operator: 'is before',
    type: one('2026-01-31T12:00:00'),
    stored: { operator: 'before', values: ['2026-01-31T12:00:00.000Z'] },
  },
  {
    attribute: 'appVersion',
    operator: 'is at least version',
    type: one('2.3.0'),
    stored: { operator: 'semverGreaterThanOrEqual', values: ['2.3.0'] },
  },
  {
    attribute: 'ip',
    operator: 'is an address in',
    type: list('10.0.0.0/8'),
    stored: { operator: 'inCidr', values: ['10.0.0.0/8'] },
  },
  {
    attribute: 'targetingKey',
    operator: 'is in segment',
    type: async (page, condition) => {
      await choose(page, field(condition, 'Segments'), 'staff')
      await page.keyboard.press('Escape')
    },
    stored: { operator: 'inSegment', values: ['staff'] },
  },
  {
    attribute: 'optedOut',
    operator: 'is not set',
    type: async () => {},
    stored: { operator: 'exists', values: [], negate: true },
  },
]

it('makes a rule of every kind of condition, by which the SDK then answers', async () => {
  await server.admin.createFlag({ key: 'ruled', type: 'boolean' })
  await server.admin.configure('ruled', { on: true, fallthrough: { variant: 'off' } })
  const sdk = await connectSdk(server)
  const page = await openSignedIn(server, '/default/production/flags/ruled', {
    ...WHOLE,
    timezoneId: 'UTC',
  })
  await page.getByRole('button', { name: 'Add rule' }).click()
  const rule = group(page, 'Rule 1')
  for (const [index, { attribute, operator, type }] of CONDITIONS.entries()) {
    if (index > 0) await rule.getByRole('button', { name: 'Add condition' }).click()
    const condition = rule.getByRole('group', { name: `Condition ${index + 1}` })
    await field(condition, 'Attribute').fill(attribute)
    await page.keyboard.press('Escape')
    await choose(page, field(condition, 'Operator'), operator)
    await type(page, condition)
  }
  await expectAccessible(page)
  await save(page)
  await saved(page)
  const { rules } = await configuration('ruled')
  expect(rules[0]?.conditions).toEqual(
    CONDITIONS.map(({ attribute, stored }) => ({ attribute, ...stored })),
  )
  const ana = {
    targetingKey: 'ana',
    country: 'DE',
    email: 'Ana@SHOP.example',
    path: '/shop/cart',
    age: 18,
    signedUpAt: '2025-12-24T18:00:00Z',
    appVersion: '2.10.0',
    ip: '10.1.2.3',
  }
  await waitFor(() => sdk.isEnabled('ruled', ana), { what: 'the rule to hold for ana' })
  expect(sdk.isEnabled('ruled', { ...ana, targetingKey: 'tom' })).toBe(false)
  await rule.getByRole('button', { name: 'Done with rule 1' }).click()
  await rule
    .getByText(/optedOut.*is not set/)
    .first()
    .waitFor()
})

it('says at the field what cannot be saved, before it is sent and after', async () => {
  await server.admin.createFlag({ key: 'faulty', type: 'boolean' })
  const condition = { attribute: 'appVersion', operator: 'semverLessThan' as const }
  await server.admin.configure('faulty', {
    rules: [
      {
        id: 'r1',
        conditions: [{ ...condition, values: ['2.0.0'] }],
        serve: { variant: 'on' },
      },
    ],
  })
  const page = await openSignedIn(server, '/default/production/flags/faulty', {
    ...WHOLE,
    expectedErrors: [/status of 400/],
  })
  await page.getByRole('button', { name: 'Edit rule 1' }).click()
  const rule = group(page, 'Rule 1')
  await field(rule, 'Value').fill('2.x')
  await page.keyboard.press('Tab')
  await rule.getByText(/must be a semantic version/).waitFor()
  await page.getByText(/Rule 1, condition 1: must be a semantic version/).waitFor()
  expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true)

  // What only the server can tell: this one could hang an application.
  await choose(page, field(rule, 'Operator'), 'matches pattern')
  await field(rule, 'Pattern').fill('(a+)+$')
  await save(page)
  await rule.getByText(/could hang an application/).waitFor({ timeout: 20_000 })
  await expectAccessible(page)
  await field(rule, 'Pattern').fill('^a+$')
  await page.keyboard.press('Tab')
  await save(page)
  await saved(page)
  expect((await configuration('faulty')).rules[0]?.conditions).toMatchObject([{ values: ['^a+$'] }])
})

it('has prerequisites, and refuses those that go in a circle', async () => {
  await server.admin.createFlag({ key: 'base', type: 'boolean' })
  await server.admin.createFlag({ key: 'needs-base', type: 'boolean' })
  await server.admin.configure('needs-base', { on: true })
  const sdk = await connectSdk(server)
  const page = await openSignedIn(server, '/default/production/flags/needs-base')
  await waitFor(() => sdk.isEnabled('needs-base', {}), { what: 'it to be on' })
  await page.getByRole('button', { name: 'Add prerequisite' }).click()
  await choose(page, field(group(page, 'Prerequisite 1'), 'Flag'), 'base')
  await save(page)
  await saved(page)
  await waitFor(() => !sdk.isEnabled('needs-base', {}), { what: 'its prerequisite to count' })
  expect((await configuration('needs-base')).prerequisites).toEqual([
    { flag: 'base', variants: ['on'] },
  ])

  await page.goto(`${server.url}/default/production/flags/base`)
  await page.getByRole('button', { name: 'Add prerequisite' }).click()
  const circle = group(page, 'Prerequisite 1')
  await choose(page, field(circle, 'Flag'), 'needs-base')
  await circle.getByText(/goes in a circle/).waitFor()
})

it('splits people between any number of variants, which always add up', async () => {
  const variants = { blue: 'b', green: 'g', red: 'r' }
  await server.admin.createFlag({ key: 'colour', type: 'string', variants })
  const page = await openSignedIn(server, '/default/production/flags/colour')
  const everyone = group(page, 'Everyone else')
  await choose(page, field(everyone, 'Serve everyone else'), 'Percentage rollout')
  await everyone.getByRole('button', { name: 'Split evenly' }).click()
  await field(everyone, 'Percentage of green').fill('12.345')
  await save(page)
  await saved(page)
  const sums = async () => {
    const { fallthrough } = await configuration('colour')
    return 'rollout' in fallthrough ? fallthrough.rollout.shares : []
  }
  const shares = await sums()
  expect(shares.find(({ variant }) => variant === 'green')?.share).toBe(12_345)
  expect(shares.reduce((sum, { share }) => sum + share, 0)).toBe(100_000)

  // Another variant, made while the flag is in use, joins the rollout without moving anybody.
  const sections = page.getByRole('navigation', { name: 'Flag' })
  await sections.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Add variant' }).click()
  await field(page, 'Name of variant 4').fill('canary')
  await field(page, 'Value of variant 4').fill('c')
  await field(page, 'Name of variant 2').fill('lime')
  await page.getByText(/green is still served in Production/).waitFor()
  await field(page, 'Name of variant 2').fill('green')
  await page.getByRole('button', { name: 'Save variants' }).click()
  await page.getByText('Saved.').waitFor()
  await sections.getByRole('link', { name: 'Targeting' }).click()
  await everyone.getByRole('button', { name: 'Add variant' }).click()
  await page.getByRole('menuitem', { name: 'canary' }).click()
  await save(page)
  await saved(page)
  const more = await sums()
  expect(more.filter(({ share }) => share > 0)).toEqual(shares)
  expect(more.find(({ variant }) => variant === 'canary')?.share).toBe(0)
})

it('reshuffles people only after it has said whom that moves', async () => {
  await server.admin.createFlag({ key: 'shuffled', type: 'boolean' })
  const shares = ['on', 'off'].map((variant) => ({ variant, share: 50_000 }))
  await server.admin.configure('shuffled', { on: true, fallthrough: { rollout: { shares } } })
  const sdk = await connectSdk(server)
  const everyone = Array.from({ length: 400 }, (_, index) => ({ targetingKey: `v-${index}` }))
  const treated = () => everyone.map((visitor) => sdk.isEnabled('shuffled', visitor))
  await waitFor(() => treated().includes(true), { what: 'half of them to have it' })
  const before = treated()
  const page = await openSignedIn(server, '/default/production/flags')
  await page.getByRole('switch').first().waitFor()
  await runCommand(page, 'reshuffle shuf', 'Reshuffle shuffled in Production')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/about 50.% of people get something else/).waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Reshuffle in Production' }).click()
  await saved(page)
  await waitFor(() => treated().some((has, index) => has !== before[index]), {
    what: 'people to change',
  })
  const moved = treated().filter((has, index) => has !== before[index]).length
  expect(moved).toBeGreaterThan(120)
  expect(moved).toBeLessThan(280)
})
