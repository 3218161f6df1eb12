import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { queryValue } from '../support/query-value.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

/** Of each, more than any page of the server's. */
const MANY = 260
/** What is in view, and as much again above and below it. */
const MOST_ROWS = 80

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
})
afterAll(() => server.stop())

/** Rows that are like the newest of a table but for what is given, the first the newest. */
async function copies(table: string, differing: string): Promise<void> {
  await queryValue(
    server.databaseUrl,
    `insert into ${table} select (jsonb_populate_record(one, jsonb_build_object(
      'id', gen_random_uuid(), 'hash', gen_random_uuid(),
      'created_at', now() - n * interval '1 minute', ${differing}))).*
    from ${table} one, generate_series(1, ${MANY}) n
    where one.id = (select id from ${table} order by created_at desc limit 1)`,
  )
}

/** Goes on to the end of what is listed, and never finds more than a screenful or two in the document. */
async function scrollToEnd(page: Page, rows: string, last: string): Promise<void> {
  let most = 0
  await waitFor(
    async () => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
      most = Math.max(most, await page.locator(rows).count())
      return page.locator(rows).filter({ hasText: last }).isVisible()
    },
    { what: `the row of ${last}` },
  )
  expect(most).toBeGreaterThan(10)
  expect(most).toBeLessThan(MOST_ROWS)
}

it('scrolls through hundreds of ended keys, with few of them in the document', async () => {
  await server.admin.createSdkKey('server')
  await copies('sdk_keys', "'name', 'ended-' || n, 'revoked_at', now() - interval '1 hour'")
  await server.admin.createSdkKey('client')
  const page = await openSignedIn(server, '/default/production/sdk-keys')
  await page.getByText(`${MANY} keys were revoked or ended.`).waitFor()
  const rows = page.locator('tbody tr[data-index]')
  expect(await rows.count()).toBe(2)
  await page.getByLabel('Show revoked').check()
  await page.getByRole('row').filter({ hasText: 'ended-1' }).first().waitFor()
  const names = await page.locator('tbody tr[data-index] th').allTextContents()
  expect(names.slice(0, 4)).toEqual(['client', 'server', 'ended-1', 'ended-2'])
  // What stands for the rows that are not there takes no room from the columns.
  const [table, name] = await Promise.all(
    ['table', 'tbody th'].map((part) => page.locator(part).first().boundingBox()),
  )
  const region = await page.getByRole('region', { name: 'SDK keys' }).boundingBox()
  expect(table?.width).toBe(region?.width)
  expect(name?.width).toBeGreaterThan(100)
  await scrollToEnd(page, 'tbody tr[data-index]', `ended-${MANY}`)
  await expectAccessible(page)
  await page.getByLabel('Show revoked').uncheck()
  await waitFor(async () => (await rows.count()) === 2, { what: 'the keys in use alone' })
})

it('scrolls through hundreds of ended tokens', async () => {
  const token = { name: 'deployer', memberships: [{ role: 'viewer' }] }
  await server.admin.request('POST', '/projects/default/tokens', token)
  const ended = "'prefix', gen_random_uuid(), 'revoked_at', now()"
  await copies('api_tokens', `'name', 'ended-' || n, ${ended}`)
  const page = await openSignedIn(server, '/default/production/settings/tokens?revoked=true')
  await scrollToEnd(page, 'tbody tr[data-index]', `ended-${MANY}`)
  await expectAccessible(page)
})

it('scrolls through hundreds of invitations, of the installation and of a project', async () => {
  const memberships = [{ project: 'default', environment: null, role: 'viewer' }]
  const wanted = { email: 'first@shop.example', memberships }
  await server.admin.request('POST', '/invitations', wanted)
  await copies('invitations', "'email', 'person-' || n || '@shop.example'")
  for (const [section, rows] of [
    ['people', 'ul[aria-label="Invitations"] > li'],
    ['members', 'section[aria-labelledby="invited"] tbody tr[data-index]'],
  ] as const) {
    const page = await openSignedIn(server, `/default/production/settings/${section}`)
    await page.locator(rows).first().waitFor()
    await scrollToEnd(page, rows, `person-${MANY}@shop.example`)
    await expectAccessible(page)
  }
})

it('scrolls through the answers and the differences of hundreds of flags', async () => {
  const keys = Array.from({ length: MANY }, (_, n) => `flag-${String(n + 1).padStart(3, '0')}`)
  for (const key of keys) await server.admin.createFlag({ key, type: 'boolean' })
  await queryValue(
    server.databaseUrl,
    `update flag_configurations set document = jsonb_set(document, '{on}', 'true')
    where environment_id = (select id from environments where key = 'development')`,
  )
  const page = await openSignedIn(server, '/default/production/try')
  await page.getByLabel('Context').fill('{}')
  const answers = 'ul[aria-label="Answers"] > li'
  const first = page.getByRole('button', { name: 'Why flag-001' })
  await first.click()
  await page.locator(answers).first().getByText('off').first().waitFor()
  await scrollToEnd(page, answers, `flag-${MANY}`)
  await page.getByText(`${MANY} flags`).waitFor()
  await page.evaluate(() => scrollTo(0, 0))
  await first.waitFor()
  expect(await first.getAttribute('aria-expanded')).toBe('true')

  await page.goto(`${server.url}/default/production/compare?with=development`)
  await page.getByText(`${MANY} of ${MANY} differ`).waitFor()
  await scrollToEnd(page, 'ul[aria-label="Differences"] > li', `flag-${MANY}`)
  await expectAccessible(page)
})
