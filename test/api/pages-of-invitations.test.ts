import type {
  InvitationList,
  InvitationView,
} from '@bunting/flag-server/accounts/invitations/invitation-schemas.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AppUnderTest, startApp } from '../support/app-under-test.ts'
import { bearer, type Call, callAs, newMember } from '../support/call-as.ts'

let server: AppUnderTest
let admin: Call
let manager: Call
beforeAll(async () => {
  server = await startApp()
  admin = callAs(server, bearer(server.adminToken))
  await admin('POST', '/projects', { key: 'other' })
  manager = (await newMember(server, 'Mia', 'administrator')).call
  await server.services.pool.query('delete from invitations')
})
afterAll(() => server.stop())

const HERE = { project: 'default', environment: null, role: 'viewer' }
const THERE = { ...HERE, project: 'other' }

interface Written {
  readonly memberships: readonly object[]
  readonly administrator?: boolean
  readonly accepted?: boolean
  readonly revoked?: boolean
  readonly expired?: boolean
  /** Days ago. */
  readonly age: number
}

/** Written at once and of one moment: to invite each takes a lock, a mail and a row of the history. */
async function write(count: number, written: Written): Promise<void> {
  await server.services.pool.query(
    `insert into invitations
      (email, hash, administrator, memberships, invited_by, created_at, expires_at, accepted_at, revoked_at)
    select gen_random_uuid() || '@shop.example', gen_random_uuid(), $2, $3, $4, moment,
      moment + interval '400 days' * (not $5::boolean)::int,
      case when $6 then moment end, case when $7 then moment end
    from generate_series(1, $1), (select now() - $8 * interval '1 day' as moment) of`,
    [
      count,
      written.administrator ?? false,
      JSON.stringify(written.memberships),
      JSON.stringify({ type: 'admin-token', id: 'x', name: 'Ana', email: null, via: 'api' }),
      written.expired ?? false,
      written.accepted ?? false,
      written.revoked ?? false,
      written.age,
    ],
  )
}

async function list(call: Call, query: string): Promise<InvitationList> {
  const { status, body } = await call<InvitationList>('GET', `/invitations?${query}`)
  expect(status).toBe(200)
  return body
}

async function walk(
  call: Call,
  query: string,
  between: () => Promise<unknown> = async () => undefined,
): Promise<InvitationView[]> {
  const seen: InvitationView[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await list(call, `${query}${cursor && `&cursor=${cursor}`}`)
    seen.push(...page.invitations)
    cursor = page.nextCursor
    if (cursor !== null) await between()
  }
  return seen
}

it('shows who manages a project those into it, however many newer ones are of others', async () => {
  await write(23, { memberships: [HERE], age: 40 })
  await write(550, { memberships: [THERE], age: 20 })
  await write(30, { memberships: [HERE, THERE], age: 20 })
  await write(30, { memberships: [], age: 20 })
  await write(30, { memberships: [HERE], administrator: true, age: 20 })
  await write(4, { memberships: [{ ...HERE, environment: 'production' }], age: 10 })

  const first = await list(manager, 'limit=10')
  expect(first.invitations).toHaveLength(10)
  const seen = await walk(manager, 'limit=10', () => write(1, { memberships: [HERE], age: 0 }))
  expect(seen).toHaveLength(27)
  expect(new Set(seen.map(({ id }) => id)).size).toBe(27)
  expect(seen.slice(0, 10)).toEqual(first.invitations)
  for (const { administrator, memberships } of seen) {
    expect(administrator).toBe(false)
    expect(memberships.map(({ project }) => project)).toEqual(['default'])
  }
  expect(await walk(manager, 'project=other')).toEqual([])

  const { total } = await counted()
  expect(await walk(admin, 'limit=200')).toHaveLength(total)
  expect((await list(admin, '')).invitations).toHaveLength(50)
  expect(await walk(admin, 'project=other&limit=200')).toHaveLength(580)
})

it('finds those in a state, and those nobody has answered', async () => {
  await server.services.pool.query('delete from invitations')
  const memberships = [HERE]
  await write(5, { memberships, age: 50 })
  await write(7, { memberships, expired: true, age: 1 })
  await write(6, { memberships, accepted: true, age: 1 })
  await write(8, { memberships, revoked: true, age: 1 })
  const found = { open: 5, expired: 7, accepted: 6, revoked: 8 }
  for (const [state, count] of Object.entries(found)) {
    for (const call of [admin, manager]) {
      const seen = await walk(call, `state=${state}&limit=3`)
      expect(seen.map((one) => one.state)).toEqual(Array(count).fill(state))
    }
  }
  const unanswered = await walk(manager, 'state=unanswered&limit=3')
  expect(unanswered.map(({ state }) => state)).toEqual([
    ...Array(7).fill('expired'),
    ...Array(5).fill('open'),
  ])
  expect((await admin('GET', '/invitations?state=lost')).status).toBe(400)
  expect((await admin('GET', '/invitations?cursor=1_2')).status).toBe(400)
})

async function counted(): Promise<{ readonly total: number }> {
  const { rows } = await server.services.pool.query(
    'select count(*)::int as total from invitations',
  )
  return rows[0]
}
