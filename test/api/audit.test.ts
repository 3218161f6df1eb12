import type { AuditFacets, AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queryValue } from '../support/query-value.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  for (const key of ['new-checkout', 'old-checkout', 'search_v2']) {
    await server.admin.createFlag({ key, type: 'boolean' })
  }
  await server.admin.configure('new-checkout', { on: true, comment: 'Half of Köln asked for it' })
  await server.admin.configure('old-checkout', { on: true, comment: '=HYPERLINK("http://evil")' })
  await server.admin.kill('old-checkout', 'Payments fail, ticket PAY-17')
  await server.admin.createSdkKey('server')
  await server.admin.request('PATCH', '/projects/default/environments/staging/flags/search_v2', {
    on: true,
  })
})
afterAll(() => server.stop())

const AUDIT = '/projects/default/audit'
const list = async (query: Record<string, string>) =>
  (await server.admin.request<AuditList>('GET', `${AUDIT}?${new URLSearchParams(query)}`)).body
const found = async (query: Record<string, string>) =>
  (await list(query)).entries.map(({ action, target }) => `${action} ${target.key}`)
const download = (query: Record<string, string>) =>
  fetch(`${server.url}/api/v1${AUDIT}/export?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  })

describe('the list', () => {
  it('is of everything, newest first', async () => {
    const { entries } = await list({})
    const times = entries.map(({ at }) => at)
    expect(times).toEqual([...times].sort().reverse())
    expect(entries.at(-1)).toMatchObject({ action: 'project.created', via: 'system' })
  })

  it.each<[Record<string, string>, string[]]>([
    [{ action: 'flag.killed' }, ['flag.killed old-checkout']],
    [{ actor: 'nobody' }, []],
    [{ via: 'system' }, ['project.created default']],
    [{ targetType: 'project' }, ['project.created default']],
    [{ flag: 'search_v2' }, ['flag.configured search_v2', 'flag.created search_v2']],
    [{ target: 'search_v2', environment: 'production' }, ['flag.created search_v2']],
    [
      { search: 'checkout', action: 'flag.created' },
      ['flag.created old-checkout', 'flag.created new-checkout'],
    ],
    [
      { search: 'NEW-check', environment: 'production' },
      ['flag.configured new-checkout', 'flag.created new-checkout'],
    ],
    [{ search: 'köln half' }, ['flag.configured new-checkout']],
    [{ search: 'pay-17' }, ['flag.killed old-checkout']],
    [{ search: 'pay & | ! <-> 17:*' }, ['flag.killed old-checkout']],
    [{ search: 'ticket payment' }, ['flag.killed old-checkout']],
    [{ search: 'payment ticket' }, []],
    [{ search: 'heckout' }, []],
    [{ to: '2001-01-01T00:00:00Z' }, []],
    [{ from: '2101-01-01T00:00:00+02:00' }, []],
  ])('filtered by %j has %j', async (query, expected) => {
    expect(await found(query)).toEqual(expected)
  })

  it('has what was from one moment until before another', async () => {
    const { entries } = await list({ environment: 'production', limit: '3' })
    const [newest, , third] = entries
    if (!newest || !third) throw new Error('there are three')
    const between = await list({ environment: 'production', from: third.at, to: newest.at })
    const ids = between.entries.map(({ id }) => id)
    expect(ids).toContain(third.id)
    expect(ids).not.toContain(newest.id)
  })

  it.each([{}, { environment: 'production' }, { search: 'checkout' }])(
    'comes in pages that leave nothing out and repeat nothing: %j',
    async (query) => {
      const all = (await list({ ...query, limit: '200' })).entries.map(({ id }) => id)
      const paged: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: AuditList = await list({ ...query, limit: '2', ...(cursor && { cursor }) })
        paged.push(...page.entries.map(({ id }) => id))
        cursor = page.nextCursor
      }
      expect(all.length).toBeGreaterThan(2)
      expect(paged).toEqual(all)
    },
  )

  it.each([
    { cursor: 'x' },
    { limit: '0' },
    { from: 'yesterday' },
    { via: 'mail' },
    { colour: 'red' },
  ])('refuses %j', async (query) => {
    expect(
      (await server.admin.request('GET', `${AUDIT}?${new URLSearchParams(query)}`)).status,
    ).toBe(400)
  })

  it('says who and what there is to filter by', async () => {
    const { body } = await server.admin.request<AuditFacets>('GET', `${AUDIT}/facets`)
    expect(body.actors.map(({ name }) => name).sort()).toEqual(['Bunting', 'admin token'])
    expect(body.actions).toEqual([
      'flag.configured',
      'flag.created',
      'flag.killed',
      'project.created',
      'sdk-key.created',
    ])
    expect(body.targetTypes).toEqual(['flag', 'project', 'sdk-key'])
  })
})

describe('the export', () => {
  it('is a JSON object a line, with what the filter lets through and the seal of each', async () => {
    const response = await download({ format: 'ndjson', flag: 'old-checkout' })
    expect(response.headers.get('content-type')).toMatch(/^application\/x-ndjson/)
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="history-default-.*\.ndjson"$/,
    )
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ action }) => action)).toEqual([
      'flag.killed',
      'flag.configured',
      'flag.created',
    ])
    const [killed, configured] = lines
    expect(killed).toMatchObject({ comment: 'Payments fail, ticket PAY-17', before: { on: true } })
    expect(killed.previousHash).toBe(configured.hash)
    const stored = `select hash from audit_entries where id = ${killed.id}`
    expect(await queryValue(server.databaseUrl, stored)).toBe(killed.hash)
  })

  it('is CSV that no spreadsheet takes for formulas', async () => {
    const response = await download({
      format: 'csv',
      flag: 'old-checkout',
      action: 'flag.configured',
    })
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/)
    const [head, line, end] = (await response.text()).split('\r\n')
    expect(head).toBe(
      'id,at,actor_type,actor_id,actor_name,via,action,environment,target_type,target_key,comment,revision,before,after,hash',
    )
    expect(line).toContain(`,production,flag,old-checkout,"'=HYPERLINK(""http://evil"")",`)
    expect(end).toBe('')
  })

  it('needs a format and a filter that can be used, and somebody who may read it', async () => {
    expect((await download({})).status).toBe(400)
    expect((await download({ format: 'xml' })).status).toBe(400)
    expect((await download({ format: 'csv', environment: 'nowhere' })).status).toBe(404)
    const nobody = await fetch(`${server.url}/api/v1${AUDIT}/export?format=csv`)
    expect(nobody.status).toBe(401)
  })

  it('of an environment has as many lines as its list has entries', async () => {
    const { entries } = await list({ environment: 'production', limit: '200' })
    const text = await (await download({ format: 'ndjson', environment: 'production' })).text()
    expect(text.trimEnd().split('\n')).toHaveLength(entries.length)
  })
})
