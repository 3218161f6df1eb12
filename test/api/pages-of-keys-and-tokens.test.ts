import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppUnderTest, startApp } from '../support/app-under-test.ts'
import { bearer, type Call, callAs, newMember } from '../support/call-as.ts'
import { copyRow } from '../support/copy-row.ts'

let server: AppUnderTest
beforeAll(async () => {
  server = await startApp()
})
afterAll(() => server.stop())

interface Listed {
  readonly id: string
  readonly createdAt: string
  readonly revokedAt: string | null
  readonly expiresAt: string | null
}

interface Page {
  readonly rows: readonly Listed[]
  readonly nextCursor: string | null
  readonly ended: number
}

const admin = async (): Promise<Call> => callAs(server, bearer(server.adminToken))
const someone = async (): Promise<Call> => (await newMember(server, 'Pia', 'viewer')).call
const NAME = { name: 'one of many' }

describe.each([
  {
    what: 'SDK keys',
    table: 'sdk_keys',
    path: '/projects/default/environments/production/sdk-keys',
    body: { ...NAME, kind: 'server' },
    rowsOf: 'sdkKeys',
    as: admin,
  },
  {
    what: 'service tokens',
    table: 'api_tokens',
    path: '/projects/default/tokens',
    body: { ...NAME, memberships: [{ role: 'viewer' }] },
    rowsOf: 'tokens',
    as: admin,
  },
  {
    what: 'personal tokens',
    table: 'api_tokens',
    path: '/me/tokens',
    body: NAME,
    rowsOf: 'tokens',
    as: someone,
  },
])('$what', ({ table, path, body, rowsOf, as }) => {
  let call: Call
  let started: readonly Listed[]
  beforeAll(async () => {
    call = await as()
    const { id } = (await call<{ id: string }>('POST', path, body)).body
    const ago = (days: number) => ({ created_at: `2026-01-${31 - days}T00:00:00Z` })
    await copyRow(server, table, id, 30, ago(1))
    await copyRow(server, table, id, 5, { ...ago(2), expires_at: '2099-01-01T00:00:00Z' })
    await copyRow(server, table, id, 60, { ...ago(0), revoked_at: '2026-02-01T00:00:00Z' })
    await copyRow(server, table, id, 25, { ...ago(3), expires_at: '2026-02-02T00:00:00Z' })
    started = (await page('?revoked=true&limit=200')).rows
  })

  async function page(query: string): Promise<Page> {
    const { body } = await call<Omit<Page, 'rows'> & Record<string, readonly Listed[]>>(
      'GET',
      `${path}${query}`,
    )
    return { ...body, rows: body[rowsOf] ?? [] }
  }

  /** Every page; `between` happens before each next one. */
  async function walk(query: string, between: () => Promise<unknown>): Promise<Listed[]> {
    const seen: Listed[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { rows, nextCursor } = await page(`${query}${cursor && `&cursor=${cursor}`}`)
      seen.push(...rows)
      cursor = nextCursor
      if (cursor !== null) await between()
    }
    return seen
  }

  it('are listed those in use first, of both the newest first, 50 at a time', async () => {
    const first = await page('')
    expect(first).toMatchObject({ nextCursor: null, ended: 85 })
    expect(first.rows).toHaveLength(36)
    const all = await page('?revoked=true')
    expect(all.rows).toHaveLength(50)
    expect(all.nextCursor).not.toBeNull()
    expect(started).toHaveLength(121)
    expect(started.slice(0, 36).map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id))
    expect(started.slice(36).every(isOver)).toBe(true)
    for (const group of [started.slice(0, 36), started.slice(36)]) {
      const times = group.map(({ createdAt }) => createdAt)
      expect(times).toEqual([...times].sort().reverse())
    }
  })

  it('are each on one page, while others are made and some come to their end', async () => {
    const inUse = (await page('?limit=200')).rows.map(({ id }) => id)
    const made: string[] = []
    const seen = await walk('?revoked=true&limit=7', async () => {
      made.push((await call<{ id: string }>('POST', path, body)).body.id)
      // The newest was on the first page, the oldest is on one to come.
      const ending = made.length % 2 === 0 ? inUse.pop() : inUse.shift()
      if (ending) expect((await call('DELETE', `${path}/${ending}`)).status).toBe(204)
    })
    const ids = seen.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...ids].sort()).toEqual(started.map(({ id }) => id).sort())
    expect(made.length).toBeGreaterThan(10)
  })

  it('are on a page after what has ended, too', async () => {
    const all = (await page('?revoked=true&limit=200')).rows.map(({ id }) => id)
    const walked = await walk('?revoked=true&limit=3', async () => undefined)
    expect(walked.map(({ id }) => id)).toEqual(all)
  })

  it.each(['x', '1_2_3_4', '999999999999999_1_999999999999999_', '1_0_1_no-uuid'])(
    'have no page after %s',
    async (cursor) => {
      expect((await call('GET', `${path}?cursor=${cursor}`)).status).toBe(400)
    },
  )

  it.each(['0', '999999999999999'])('answer for a moment far away: %s', async (ms) => {
    const cursor = `${ms}_1_${ms}_ffffffff-ffff-4fff-bfff-ffffffffffff`
    expect((await call('GET', `${path}?revoked=true&cursor=${cursor}`)).status).toBe(200)
  })
})

const isOver = ({ revokedAt, expiresAt }: Listed) =>
  revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= Date.now())
