import type { FlagConfigurationChanged } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, stillness } from '../support/accessible.ts'
import { PRODUCTION } from '../support/admin-api.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { runCommand } from './run-command.ts'
import { must } from './sample/must.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
})
afterAll(() => server.stop())

const STAGING = '/projects/default/environments/staging'
const FLAG = '/default/production/flags'
/** So high that no bar at its edges lies over a part of what is edited. */
const WHOLE = { viewport: { width: 1_440, height: 1_800 } }

const rule = (id: string, variant = 'on') => ({
  id,
  name: id,
  conditions: [{ attribute: 'country', operator: 'equals' as const, values: [id] }],
  serve: { variant },
})

async function configuration(flag: string): Promise<FlagConfigurationChanged> {
  return must(server.admin, 'GET', `${PRODUCTION}/flags/${flag}`)
}

const ruleNames = (page: Page) =>
  page
    .getByRole('group', { name: /^Rule \d+$/ })
    .evaluateAll((groups) =>
      groups.map((group) => group.querySelector('code ~ code, [class*=value]')?.textContent ?? ''),
    )

/** What is lifted listens to the arrow keys from a timer on, up to 40 ms after it is said to be lifted. */
const timersOf = (page: Page) => page.evaluate(() => new Promise((done) => setTimeout(done)))

it('puts rules into another order by the keyboard and by the pointer', async () => {
  await server.admin.createFlag({ key: 'ordered', type: 'boolean' })
  await server.admin.configure('ordered', { rules: ['de', 'fr', 'it'].map((id) => rule(id)) })
  const page = await openSignedIn(server, `${FLAG}/ordered`, WHOLE)
  await page.getByRole('button', { name: 'Drag rule 3' }).focus()
  await page.keyboard.press('Space')
  await page.getByText('Rule “it” is over place 3 of 3.').waitFor({ state: 'attached' })
  await timersOf(page)
  await page.keyboard.press('ArrowUp')
  await page.getByText('Rule “it” is over place 2 of 3.').waitFor({ state: 'attached' })
  await page.keyboard.press('Space')
  await waitFor(async () => (await ruleNames(page)).join() === 'de,it,fr', {
    what: 'the rule to be put down',
  })

  await stillness(page)
  const handle = await page.getByRole('button', { name: 'Drag rule 1' }).boundingBox()
  const last = await page.getByRole('group', { name: 'Rule 3', exact: true }).boundingBox()
  if (!handle || !last) throw new Error('the rules are not in view')
  await page.mouse.move(handle.x + 4, handle.y + 8)
  await page.mouse.down()
  await page.mouse.move(handle.x + 4, last.y + last.height / 2, { steps: 8 })
  await page.getByText('Rule “de” is over place 3 of 3.').waitFor({ state: 'attached' })
  await page.mouse.up()
  await waitFor(async () => (await ruleNames(page)).join() === 'it,fr,de', {
    what: 'the rule to be dropped',
  })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText(/Saved as r\d+/).waitFor()
  expect((await configuration('ordered')).rules.map(({ id }) => id)).toEqual(['it', 'fr', 'de'])
})

it('says who moves while a percentage is changed', async () => {
  await server.admin.createFlag({ key: 'moving', type: 'boolean' })
  const shares = [
    { variant: 'on', share: 25_000 },
    { variant: 'off', share: 75_000 },
  ]
  await server.admin.configure('moving', { on: true, fallthrough: { rollout: { shares } } })
  const page = await openSignedIn(server, `${FLAG}/moving`, WHOLE)
  await page.getByLabel('Percentage of on').fill('40')
  await page.getByText('15\u00a0% off → on').waitFor()
  await page.getByLabel('Percentage of on').fill('10')
  await page.getByText('15\u00a0% on → off').waitFor()
  await page.getByLabel('Percentage of on').fill('25')
  await waitFor(async () => (await page.getByText('the others stay').count()) === 0, {
    what: 'nobody to move',
  })
})

it('shows environments beside each other, and copies one to another after the difference', async () => {
  await server.admin.createFlag({ key: 'beside', type: 'boolean' })
  await must(server.admin, 'PATCH', `${STAGING}/flags/beside`, { rules: [rule('de')] })
  const page = await openSignedIn(server, `${FLAG}/beside/environments`, WHOLE)
  const rules = page.getByRole('row', { name: /^Rules/ })
  await rules.getByLabel('Differs from Production:').first().waitFor()
  await page.getByRole('button', { name: 'Copy from… to Production' }).click()
  await page.getByRole('menuitem', { name: 'Staging' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/country is de → on/).waitFor()
  await dialog.getByRole('button', { name: 'Copy to Production' }).click()
  await waitFor(async () => (await configuration('beside')).rules.length === 1, {
    what: 'the rule to be copied',
  })
  await waitFor(
    async () =>
      (await page.getByRole('table').getByLabel('Differs from Production:').count()) ===
      // Development has no such rule.
      1,
    { what: 'staging and production to be the same' },
  )
})

it('gives the lines that ask the flag, with a key that works', async () => {
  await server.admin.createFlag({
    key: 'limit',
    type: 'number',
    variants: { usual: 600, tight: 60 },
  })
  const page = await openSignedIn(server, `${FLAG}/limit/code`)
  await page.getByText(/featureFlags\.value\('limit', \d+, user\)/).waitFor()
  await page.getByRole('button', { name: /a server key for production/i }).click()
  const code = page.getByRole('figure', { name: 'Node code' })
  await code.getByText(/bunting_server_[\w-]{32}/).waitFor()
  const [key = ''] = /bunting_server_[\w-]{32}/.exec((await code.textContent()) ?? '') ?? []
  const sdk = await connectSdk(server, { key })
  expect(sdk.status()).toMatchObject({ phase: 'ready', connected: true })
  await page.getByText('curl', { exact: true }).click()
  await page.getByText(/environments\/production\/flags\/limit\/explain/).waitFor()
})

it('goes anywhere from the palette: a page of the settings, a segment, a flag by its tag', async () => {
  await must(server.admin, 'POST', '/projects/default/segments', { key: 'early-birds' })
  await server.admin.createFlag({ key: 'tagged', type: 'boolean', tags: ['autumn'] })
  const page = await openSignedIn(server, FLAG)
  const go = async (words: string, found: string | RegExp, address: RegExp) => {
    await page.getByRole('switch').first().waitFor()
    await runCommand(page, words, found)
    await page.waitForURL(address)
    await page.goto(`${server.url}${FLAG}`)
  }
  await go('settings members', 'Settings: Members', /settings\/members$/)
  await go('early b', 'early-birds', /segments\/early-birds$/)
  await go('autumn', 'tagged', /flags\/tagged$/)
})

it('shows a description as it was meant, and loads what reads it only then', async () => {
  const description = [
    '**Ask** before a Friday. ![x](https://images.example/a.png) <b>b</b>',
    '- design: https://design.example/checkout\n- [run](javascript:alert(1))',
    '| who | when |\n| --- | --- |\n| Ana | Monday |',
    '```\nbunting check\n```',
  ].join('\n\n')
  await server.admin.createFlag({ key: 'plain', type: 'boolean' })
  await server.admin.createFlag({ key: 'described', type: 'boolean', description })
  const page = await openSignedIn(server, `${FLAG}/plain`, WHOLE)
  const reader: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('markdown-text')) reader.push(request.url())
  })
  await page.reload()
  await page.getByRole('heading', { name: 'plain', level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  expect(reader).toEqual([])

  await page.goto(`${server.url}${FLAG}/described`)
  const link = page.getByRole('link', { name: 'https://design.example/checkout' })
  await link.waitFor()
  expect(reader).not.toEqual([])
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  await page.getByText('<b>b</b>').waitFor()
  expect(await page.getByRole('link', { name: 'run' }).count()).toBe(0)
  expect(await page.locator('main img').count()).toBe(0)
  await page.getByRole('cell', { name: 'Monday' }).waitFor()
  await expectAccessible(page)
})
