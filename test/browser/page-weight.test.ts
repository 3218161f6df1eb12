import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPage } from '../support/browser.ts'
import { loadPage } from '../support/load-page.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { makeAdministrator, PERSON } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  const database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
  await database.query(`
    with made as (
      insert into flags (project_id, key, name, description, type, kind, variants, tags, owner)
      select p.id, 'flag-' || n, 'Flag ' || n, 'Shows something new to some people first.', 'boolean',
        'release', '{"on":true,"off":false}', array['area-' || n % 9], 'person-' || n % 40
      from projects p, generate_series(1, 1000) n returning id, key)
    insert into flag_configurations (flag_id, environment_id, document)
    select made.id, e.id, jsonb_build_object('on', true, 'offVariant', 'off', 'prerequisites', '[]'::jsonb,
      'targets', '[]'::jsonb, 'rules', '[]'::jsonb, 'fallthrough', '{"variant":"on"}'::jsonb,
      'salt', made.key) from made, environments e`)
  await database.end()
})
afterAll(() => server.stop())

const WIDE = { viewport: { width: 1440, height: 900 } }

it('is at most 200 kB for who signs in, all from this server', async () => {
  // The page asks who it is, and is told: nobody.
  const page = await openPage({ ...WIDE, expectedErrors: [/401.*\/me\)/] })
  const { kilobytes, foreignRequests } = await loadPage(
    page,
    `${server.url}/sign-in`,
    'input[type="email"]',
  )
  expect(kilobytes).toBeLessThanOrEqual(200)
  expect(foreignRequests).toBe(0)
})

it('is at most 300 kB for a list of 1,000 flags, all from this server', async () => {
  const page = await openPage(WIDE)
  const { email, password } = PERSON
  await page.request.post(`${server.url}/api/v1/sign-in`, { data: { email, password } })
  const { kilobytes, foreignRequests } = await loadPage(
    page,
    `${server.url}/default/production/flags`,
    '[data-row-link]',
  )
  await page.getByText('1,000 flags').waitFor()
  expect(kilobytes).toBeLessThanOrEqual(300)
  expect(foreignRequests).toBe(0)
})
