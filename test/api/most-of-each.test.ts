import type { Problem } from '@bunting/flag-server/http/problem.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AppUnderTest, startApp } from '../support/app-under-test.ts'
import { bearer, type Call, callAs } from '../support/call-as.ts'
import { join } from '../support/join.ts'

let server: AppUnderTest
let admin: Call
beforeAll(async () => {
  server = await startApp()
  admin = callAs(server, bearer(server.adminToken))
})
afterAll(() => server.stop())

const sql = (text: string, ...values: unknown[]) => server.services.pool.query(text, values)

const ROLE = { name: 'One', permissions: ['project.view'], inProduction: [] }
const TEMPLATE = { strategy: 'canary', stages: [{ share: 100_000, bakeMs: 60_000 }], guards: [] }

/** All but one of as many as there may be, written at once, and what is sent to make one more. */
const LISTS = [
  {
    most: 200,
    what: 'custom roles',
    fill: `insert into roles (key, name, permissions, in_production)
      select 'role-' || n, 'Role', '{}', '{}' from generate_series(2, 200) n`,
    make: (n: number) => admin<Problem>('POST', '/roles', { ...ROLE, key: `made-${n}` }),
  },
  {
    most: 100,
    what: 'environments in this project',
    fill: `insert into environments (project_id, key, name, position)
      select id, 'place-' || n, 'Place', n from projects, generate_series(5, 100) n
      where projects.key = 'default'`,
    make: (n: number) =>
      admin<Problem>('POST', '/projects/default/environments', { key: `made-${n}` }),
  },
  {
    most: 100,
    what: 'templates in this project',
    fill: `insert into release_templates (project_id, name, template, created_by)
      select id, 'template-' || n, '${JSON.stringify(TEMPLATE)}', 'Ana'
      from projects, generate_series(2, 100) n where projects.key = 'default'`,
    make: (n: number) =>
      admin<Problem>('PUT', `/projects/default/release-templates/made-${n}`, TEMPLATE),
  },
  {
    most: 500,
    what: 'projects',
    fill: `insert into projects (key, name)
      select 'project-' || n, 'Project' from generate_series(3, 500) n`,
    make: (n: number) => admin<Problem>('POST', '/projects', { key: `made-${n}` }),
  },
]

it.each(LISTS)('are $most $what at most, also when two make the last', async (list) => {
  await sql(list.fill)
  const made = await Promise.all([list.make(1), list.make(2)])
  const refused = made.filter(({ status }) => status === 409)
  expect(made.map(({ status }) => status >= 400)).toContain(false)
  expect(refused.map(({ body }) => body)).toMatchObject([
    { code: 'limit_reached', detail: expect.stringContaining(`${list.most} ${list.what}`) },
  ])
})

it('saves a template anew when there are as many as there may be', async () => {
  const { status } = await admin('PUT', '/projects/default/release-templates/template-2', TEMPLATE)
  expect(status).toBe(200)
})

it('keeps the 100 sessions of a person that were used last', async () => {
  const { email, password, cookie } = await join(server, { name: 'Vera' })
  await sql(
    `insert into session (id, token, user_id, through, expires_at, seen_at)
    select gen_random_uuid(), gen_random_uuid(), id, 'password', now() + interval '1 day',
      now() - n * interval '1 hour' from "user", generate_series(1, 99) n where email = $1`,
    email,
  )
  const longest = await sql('select id from session order by seen_at limit 1')
  expect((await admin('POST', '/sign-in', { email, password })).status).toBe(200)
  const { body } = await callAs(server, { cookie })<{ sessions: { id: string }[] }>(
    'GET',
    '/account/sessions',
  )
  expect(body.sessions).toHaveLength(100)
  expect(body.sessions.map(({ id }) => id)).not.toContain(longest.rows[0].id)
})

it('answers a change request with a thousand entries at most, and lets it be ended then', async () => {
  await admin('POST', '/projects/default/flags', { key: 'sky', type: 'boolean' })
  const asked = await admin<{ number: number }>('POST', '/projects/default/change-requests', {
    operation: {
      type: 'configure-flag',
      environment: 'production',
      flag: 'sky',
      patch: { on: true },
    },
    title: 'Sky',
  })
  expect(asked.status).toBe(201)
  const path = `/projects/default/change-requests/${asked.body.number}`
  expect((await admin('POST', `${path}/comments`, { text: 'why?' })).status).toBe(200)
  await sql(
    `insert into change_request_events (request_id, type, actor_type, actor_id, actor_name, text, edition)
    select request_id, type, actor_type, actor_id, actor_name, 'again', edition
    from change_request_events, generate_series(3, 1000) where type = 'commented'`,
  )
  const late = await admin('POST', `${path}/comments`, { text: 'why?' })
  expect([late.status, late.body.code]).toEqual([409, 'limit_reached'])
  expect((await admin('POST', `${path}/withdrawal`, {})).status).toBe(200)
})
