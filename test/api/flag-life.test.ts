import type { BulkOutcome } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import type {
  FlagConfigurationPatch,
  FlagList,
  FlagView,
} from '@bunting/flag-server/flags/flag-schemas.ts'
import type { FlagSelection, SelectedFlag } from '@bunting/flag-server/flags/flag-selection.ts'
import type { FlagFacets } from '@bunting/flag-server/flags/list-flag-facets.ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { join } from '../support/join.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
let database: pg.Client
beforeAll(async () => {
  server = await startTestServer()
  database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database.end()
  await server.stop()
})

const FLAGS = '/projects/default/flags'
const DAY = 24 * 3_600_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY)
const make = (key: string, more: object = {}) =>
  server.admin.createFlag({ key, type: 'boolean', ...more })
const read = async (key: string) =>
  (await server.admin.request<FlagView>('GET', `${FLAGS}/${key}`)).body
const reasonsOf = async (key: string) => (await read(key)).stale?.map(({ reason }) => reason)
const list = async (query: string) =>
  (await server.admin.request<FlagList>('GET', `${FLAGS}?${query}`)).body
const keysOf = async (query: string) => (await list(query)).flags.map(({ key }) => key)

/** As if SDKs had counted: first and last time that code asked for the flag in production. */
async function seen(key: string, first: Date, last: Date, count = 1): Promise<void> {
  const production = `(select e.id from environments e join projects p on p.id = e.project_id
    where p.key = 'default' and e.key = 'production')`
  await database.query(
    `insert into evaluated_flags (environment_id, flag_key, first_seen_at, last_seen_at)
     values (${production}, $1, $2, $3) on conflict (environment_id, flag_key)
     do update set first_seen_at = $2, last_seen_at = $3`,
    [key, first, last],
  )
  await database.query(
    `insert into evaluation_counts values (${production}, $1, 60, date_trunc('hour', $2::timestamptz), 'on', '', $3)
     on conflict do nothing`,
    [key, last, count],
  )
}

const since = (key: string, at: Date) =>
  database.query(
    `update flag_configurations set serves_since = $2 where flag_id =
       (select id from flags where key = $1) and serves is not null`,
    [key, at],
  )
const bornAt = (key: string, at: Date) =>
  database.query('update flags set created_at = $2 where key = $1', [key, at])

describe('stale', () => {
  it('is no flag for silence while no SDK counts at all', async () => {
    await make('before-counts')
    await bornAt('before-counts', daysAgo(300))
    expect(await reasonsOf('before-counts')).toEqual([])
  })

  it('is a flag that one variant of has been everybody’s in production for 14 days', async () => {
    await make('settled')
    await server.admin.configure('settled', { on: true })
    expect(await reasonsOf('settled')).toEqual([])
    const started = daysAgo(15)
    await since('settled', started)
    const [stale] = (await read('settled')).stale ?? []
    expect(stale).toMatchObject({ reason: 'fully-on', since: started.toISOString() })
    expect(stale?.advice).toContain('"on"')

    // Whoever rewrites what comes to the same does not start the time anew.
    const rollout = { shares: [{ variant: 'on', share: 100_000 }] }
    await server.admin.configure('settled', { fallthrough: { rollout } })
    expect(await reasonsOf('settled')).toEqual(['fully-on'])
    await server.admin.configure('settled', { targets: [{ variant: 'off', values: ['ana'] }] })
    expect(await reasonsOf('settled')).toEqual([])
    await server.admin.configure('settled', { targets: [] })
    expect(await reasonsOf('settled')).toEqual([])
  })

  it.each(['kill-switch', 'operational', 'permission'])(
    'is no %s flag for being fully on',
    async (kind) => {
      await make(`on-${kind}`, { kind })
      await server.admin.configure(`on-${kind}`, { on: true })
      await since(`on-${kind}`, daysAgo(100))
      expect(await reasonsOf(`on-${kind}`)).toEqual([])
    },
  )

  it('is no flag whose prerequisites or rules may give somebody something else', async () => {
    await make('gate')
    const patches: Record<string, FlagConfigurationPatch> = {
      'behind-a-gate': { prerequisites: [{ flag: 'gate', variants: ['on'] }] },
      'with-a-rule': {
        rules: [
          {
            conditions: [{ attribute: 'plan', operator: 'equals', values: ['pro'] }],
            serve: { variant: 'off' },
          },
        ],
      },
      'at-half': {
        fallthrough: {
          rollout: {
            shares: [
              { variant: 'on', share: 50_000 },
              { variant: 'off', share: 50_000 },
            ],
          },
        },
      },
    }
    for (const [key, patch] of Object.entries(patches)) {
      await make(key)
      await server.admin.configure(key, { on: true, ...patch })
      await since(key, daysAgo(100))
      expect(await reasonsOf(key), key).toEqual([])
    }
  })

  it('is a flag nobody asked for in 7 days in which others were asked for, and none younger', async () => {
    await make('asked')
    await make('forgotten')
    await make('never')
    await make('young')
    for (const key of ['asked', 'forgotten', 'never']) await bornAt(key, daysAgo(60))
    await seen('asked', daysAgo(30), new Date())
    await seen('forgotten', daysAgo(30), daysAgo(8))
    expect(await reasonsOf('asked')).toEqual([])
    expect(await reasonsOf('young')).toEqual([])
    const quiet = daysAgo(8)
    await seen('forgotten', daysAgo(30), quiet)
    expect((await read('forgotten')).stale).toMatchObject([
      { reason: 'not-evaluated', since: quiet.toISOString() },
    ])
    expect((await read('never')).stale?.[0]?.advice).toMatch(/never|ever/)

    // All fell silent a month ago: that says nothing about one flag.
    await seen('asked', daysAgo(60), daysAgo(30))
    await seen('forgotten', daysAgo(60), daysAgo(33))
    expect(await reasonsOf('forgotten')).toEqual([])
    // Counting began yesterday: not asked for since says little.
    await seen('asked', daysAgo(1), new Date())
    await seen('forgotten', daysAgo(1), daysAgo(1))
    expect(await reasonsOf('never')).toEqual([])
    await seen('asked', daysAgo(30), new Date())
    await seen('forgotten', daysAgo(30), daysAgo(8))
  })

  it('is a flag past its end date, from the day after on', async () => {
    await waitFor(() => Date.now() % DAY < DAY - 5_000, {
      what: 'a day that lasts as long as this',
      timeoutMs: 6_000,
    })
    const day = (days: number) => daysAgo(days).toISOString().slice(0, 10)
    await make('ends-today', { expectedEndDate: day(0) })
    await make('ended', { expectedEndDate: day(3) })
    expect(await reasonsOf('ends-today')).toEqual([])
    expect((await read('ended')).stale).toMatchObject([
      { reason: 'past-end-date', since: `${day(2)}T00:00:00.000Z` },
    ])
    const later = await server.admin.request<FlagView>('PATCH', `${FLAGS}/ended`, {
      expectedEndDate: null,
    })
    expect(later.body.expectedEndDate).toBeNull()
    expect(await reasonsOf('ended')).toEqual([])
    expect(
      (await server.admin.request('PATCH', `${FLAGS}/ended`, { expectedEndDate: '2026-02-30' }))
        .status,
    ).toBe(400)
  })
})

describe('archive, restore, delete', () => {
  it('refuses to archive what code asks for, says where, and does it when forced', async () => {
    await make('busy')
    await seen('busy', daysAgo(20), new Date(), 1_234)
    const refused = await server.admin.request('POST', `${FLAGS}/busy/archive`)
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'flag_still_evaluated',
      current: { environments: [{ environment: 'production', evaluations: 1_234 }] },
    })
    expect(refused.body.detail).toContain('1,234 times')
    expect((await read('busy')).archivedAt).toBeNull()
    const forced = await server.admin.request('POST', `${FLAGS}/busy/archive`, { force: true })
    expect(forced.status).toBe(204)
    expect((await server.admin.request('GET', `${FLAGS}/busy`)).body.code).toBe('flag_not_found')
    expect(await keysOf('archived=true&search=busy')).toEqual(['busy'])
    expect(await keysOf('search=busy')).toEqual([])
  })

  it('brings an archived flag back as it was, but off, and tells SDKs of it', async () => {
    await make('returning')
    const rollout = {
      shares: [
        { variant: 'on', share: 30_000 },
        { variant: 'off', share: 70_000 },
      ],
    }
    await server.admin.configure('returning', { on: true, fallthrough: { rollout } })
    const before = await read('returning')
    await server.admin.request('POST', `${FLAGS}/returning/archive`)
    const { status, body } = await server.admin.request<FlagView>(
      'POST',
      `${FLAGS}/returning/restore`,
    )
    expect(status).toBe(200)
    expect(body.environments.production).toMatchObject({
      on: false,
      fallthrough: { rollout },
      salt: before.environments.production?.salt,
      version: (before.environments.production?.version ?? 0) + 1,
    })
    const ruleset = await database.query(
      `select line from changes where key = 'returning' order by at desc limit 3`,
    )
    for (const { line } of ruleset.rows) expect(JSON.parse(line)).toMatchObject({ on: false })
  })

  it('brings it back on where it was on when that is asked for', async () => {
    await make('undone')
    await server.admin.configure('undone', { on: true })
    await server.admin.request('POST', `${FLAGS}/undone/archive`)
    const { body } = await server.admin.request<FlagView>('POST', `${FLAGS}/undone/restore`, {
      asItWas: true,
    })
    expect(body.environments).toMatchObject({ production: { on: true }, staging: { on: false } })
  })

  it('restores nothing whose prerequisite is still in the archive', async () => {
    await make('base')
    await make('on-top')
    await server.admin.configure('on-top', { prerequisites: [{ flag: 'base', variants: ['on'] }] })
    expect((await server.admin.request('POST', `${FLAGS}/base/archive`)).body.code).toBe(
      'flag_in_use',
    )
    for (const key of ['on-top', 'base']) {
      expect((await server.admin.request('POST', `${FLAGS}/${key}/archive`)).status).toBe(204)
    }
    const refused = await server.admin.request('POST', `${FLAGS}/on-top/restore`)
    expect(refused.body).toMatchObject({
      status: 400,
      errors: [{ path: 'environments.production.prerequisites.0.flag' }],
    })
    expect(await keysOf('archived=true&search=on-top')).toEqual(['on-top'])
    await server.admin.request('POST', `${FLAGS}/base/restore`)
    expect((await server.admin.request('POST', `${FLAGS}/on-top/restore`)).status).toBe(200)
  })

  it('deletes only what is archived and not asked for, and frees its key for another flag', async () => {
    await make('typo', { owner: 'ana' })
    await server.admin.configure('typo', { on: true })
    const first = await read('typo')
    expect((await server.admin.request('DELETE', `${FLAGS}/typo`)).body.code).toBe(
      'flag_not_archived',
    )
    expect((await server.admin.request('POST', `${FLAGS}/typo/restore`)).body.code).toBe(
      'flag_not_archived',
    )
    await server.admin.request('POST', `${FLAGS}/typo/archive`)
    await seen('typo', daysAgo(1), new Date())
    expect((await server.admin.request('DELETE', `${FLAGS}/typo`)).body.code).toBe(
      'flag_still_evaluated',
    )
    expect((await server.admin.request('DELETE', `${FLAGS}/typo?force=true`)).status).toBe(204)
    expect(await keysOf('archived=true&search=typo')).toEqual([])
    const second = await make('typo')
    // Nobody's place in the old flag says anything about their place in the new one.
    expect(second.environments.production?.salt).not.toBe(first.environments.production?.salt)
    expect((await read('typo')).lastSeenAt).toEqual({})
    const { body } = await server.admin.request<{ entries: { action: string; comment: string }[] }>(
      'GET',
      `/projects/default/audit?flag=typo`,
    )
    expect(body.entries.map(({ action }) => action)).toEqual([
      'flag.created',
      'flag.deleted',
      'flag.archived',
      'flag.configured',
      'flag.created',
    ])
  })

  it('gives a new flag nothing of what a deleted one of its key was', async () => {
    await make('reborn')
    const { revision } = await server.admin.configure('reborn', { on: true })
    await server.admin.request('POST', `${FLAGS}/reborn/archive`)
    await server.admin.request('DELETE', `${FLAGS}/reborn`)
    await server.admin.createFlag({ key: 'reborn', type: 'string', variants: { a: 'A' } })
    const restore = `${PRODUCTION}/flags/reborn/restore?revision=${revision}`
    expect((await server.admin.request('GET', restore)).body.code).toBe('not_there_then')
  })
})

describe('the list', () => {
  beforeAll(async () => {
    for (let index = 0; index < 7; index += 1) {
      await make(`list-${index}`, {
        tags: ['listed', index % 2 ? 'odd' : 'even'],
        ...(index < 3 && { owner: 'Tom' }),
        kind: index === 0 ? 'experiment' : 'release',
        name: `Büro ${index}`,
        description: index === 5 ? '100%_sure' : '',
      })
    }
    await server.admin.configure('list-1', { on: true })
    await server.admin.configure('list-2', {
      on: true,
      fallthrough: {
        rollout: {
          shares: [
            { variant: 'on', share: 1 },
            { variant: 'off', share: 99_999 },
          ],
        },
      },
    })
    await seen('list-3', daysAgo(9), daysAgo(1))
    await seen('list-4', daysAgo(9), daysAgo(2))
  })

  it.each([
    ['search=BÜRO LIST-5', ['list-5']],
    ['search=0%25_s', ['list-5']],
    ['search=tom listed', ['list-0', 'list-1', 'list-2']],
    ['tag=odd', ['list-1', 'list-3', 'list-5']],
    ['tag=listed&owner=Tom&kind=release', ['list-1', 'list-2']],
    ['tag=listed&owner=', ['list-3', 'list-4', 'list-5', 'list-6']],
    ['tag=listed&in=production&state=on', ['list-1']],
    ['tag=listed&in=production&state=partly', ['list-2']],
    ['tag=odd&in=production&state=off', ['list-3', 'list-5']],
    ['tag=odd&in=staging&state=on', []],
    ['stale=past-end-date', []],
  ])('%s finds %j', async (query, keys) => {
    expect(await keysOf(query)).toEqual(keys)
  })

  it.each([
    ['sort=-key', ['6', '5', '4', '3', '2', '1', '0']],
    ['sort=created', ['0', '1', '2', '3', '4', '5', '6']],
    ['sort=-changed&in=production', ['2', '1', '6', '5', '4', '3', '0']],
    ['sort=-seen&in=production', ['3', '4', '6', '5', '2', '1', '0']],
    ['sort=seen&in=production', ['0', '1', '2', '5', '6', '4', '3']],
  ])('%s is the same in one page as in many', async (query, expected) => {
    const keys = expected.map((index) => `list-${index}`)
    expect(await keysOf(`tag=listed&${query}`)).toEqual(keys)
    const paged: string[] = []
    let cursor = ''
    do {
      const page = await list(`tag=listed&${query}&limit=2${cursor && `&cursor=${cursor}`}`)
      expect(page.total).toBe(7)
      paged.push(...page.flags.map(({ key }) => key))
      cursor = page.nextCursor ?? ''
    } while (cursor)
    expect(paged).toEqual(keys)
  })

  it('shows nobody twice and skips nobody when flags come and go between two pages', async () => {
    const first = await list('tag=listed&limit=3')
    await make('list-00', { tags: ['listed'] })
    const second = await list(`tag=listed&limit=10&cursor=${first.nextCursor}`)
    expect(second.flags.map(({ key }) => key)).toEqual(['list-3', 'list-4', 'list-5', 'list-6'])
    await server.admin.request('POST', `${FLAGS}/list-00/archive`)
  })

  it.each([
    ['state=on', 'querystring.in'],
    ['sort=-changed', 'querystring.in'],
    ['cursor=nonsense', 'querystring.cursor'],
    ['sort=created&cursor=WyJrZXkiLDAsImEiXQ', 'querystring.cursor'],
    ['search=a b c d e f g h i j k', 'querystring.search'],
    ['sort=colour', 'querystring.sort'],
  ])('refuses %s naming %s', async (query, path) => {
    const { status, body } = await server.admin.request('GET', `${FLAGS}?${query}`)
    expect({ status, path: body.errors?.[0]?.path }).toEqual({ status: 400, path })
  })

  it('counts what can be filtered by', async () => {
    const { body } = await server.admin.request<FlagFacets>('GET', '/projects/default/flag-facets')
    expect(body.tags).toContainEqual({ value: 'odd', count: 3 })
    expect(body.owners).toContainEqual({ value: 'Tom', count: 3 })
    expect(body.kinds).toContainEqual({ value: 'experiment', count: 1 })
    expect(body.stale).toBe((await list('stale=any')).total)
    expect(body.inUse).toBe((await list('')).total)
    expect(body.archived).toBe((await list('archived=true')).total)
  })
})

describe('many at once', () => {
  const bulk = async (keys: string[], act: object) =>
    (
      await server.admin.request<{ outcomes: BulkOutcome[] }>('POST', `${FLAGS}/bulk`, {
        keys,
        act,
        comment: 'tidying up',
      })
    ).body.outcomes

  it('does to each what it can, and says of each what became of it', async () => {
    await make('many-1', { tags: ['old'] })
    await make('many-2')
    await seen('many-2', daysAgo(1), new Date())
    expect(await bulk(['many-1', 'nowhere', 'many-2'], { type: 'archive' })).toMatchObject([
      { key: 'many-1', ok: true, changed: true },
      { key: 'nowhere', ok: false, code: 'flag_not_found' },
      { key: 'many-2', ok: false, code: 'flag_still_evaluated', current: {} },
    ])
    expect(await bulk(['many-1'], { type: 'restore' })).toMatchObject([{ ok: true }])
    expect(await bulk(['many-1', 'many-2'], { type: 'add-tags', tags: ['old'] })).toEqual([
      { key: 'many-1', ok: true, changed: false },
      { key: 'many-2', ok: true, changed: true },
    ])
    await bulk(['many-1', 'many-2'], { type: 'set-owner', owner: 'ana' })
    await bulk(['many-1'], { type: 'remove-tags', tags: ['old'] })
    expect(await read('many-1')).toMatchObject({ tags: [], owner: 'ana' })
    expect(await read('many-2')).toMatchObject({ tags: ['old'], owner: 'ana' })
    const act = { type: 'switch', environment: 'production', on: true }
    expect(await bulk(['many-1', 'many-2'], act)).toMatchObject([
      { changed: true },
      { changed: true },
    ])
    expect((await read('many-2')).environments).toMatchObject({
      production: { on: true },
      staging: { on: false },
    })
    const { body } = await server.admin.request<{ entries: object[] }>(
      'GET',
      '/projects/default/audit?flag=many-2&limit=1',
    )
    expect(body.entries).toMatchObject([{ action: 'flag.configured', comment: 'tidying up' }])
  })

  const select = async (query: string) =>
    (await server.admin.request<FlagSelection>('GET', `/projects/default/flag-selection?${query}`))
      .body.flags
  const asSeen = (flags: readonly SelectedFlag[]) =>
    Object.fromEntries(
      flags.map(({ key, createdAt, version, environments }) => [
        key,
        {
          createdAt,
          version,
          environments: Object.fromEntries(
            Object.entries(environments).map(([name, one]) => [name, one.version]),
          ),
        },
      ]),
    )

  it('selects all that a search finds, in one answer, as it is', async () => {
    for (let index = 100; index < 160; index += 1) await make(`every-${index}`, { owner: 'eve' })
    await server.admin.configure('every-159', { on: true })
    const found = await select('owner=eve')
    expect(found.map(({ key }) => key)).toEqual(
      Array.from({ length: 60 }, (_, index) => `every-${index + 100}`),
    )
    expect(await select('owner=eve&in=production&state=on')).toEqual([
      {
        key: 'every-159',
        owner: 'eve',
        tags: [],
        version: 1,
        createdAt: (await read('every-159')).createdAt,
        environments: {
          development: { version: 1, on: false, offVariant: 'off', fallthrough: { variant: 'on' } },
          staging: { version: 1, on: false, offVariant: 'off', fallthrough: { variant: 'on' } },
          production: { version: 2, on: true, offVariant: 'off', fallthrough: { variant: 'on' } },
        },
      },
    ])
    const { status, body } = await server.admin.request(
      'GET',
      '/projects/default/flag-selection?state=on',
    )
    expect({ status, path: body.errors?.[0]?.path }).toEqual({
      status: 400,
      path: 'querystring.in',
    })
  })

  it('leaves alone what changed since it was selected, whatever of it changed', async () => {
    const keys = ['seen-as-is', 'seen-configured', 'seen-renamed', 'seen-reborn', 'seen-gone']
    for (const key of keys) await make(key, { tags: ['selected'] })
    const seenFlags = asSeen(await select('tag=selected'))
    expect(Object.keys(seenFlags).sort()).toEqual([...keys].sort())
    await server.admin.configure('seen-configured', { on: true })
    await server.admin.request('PATCH', `${FLAGS}/seen-renamed`, { name: 'Renamed' })
    for (const key of ['seen-reborn', 'seen-gone']) {
      await server.admin.request('POST', `${FLAGS}/${key}/archive`)
      await server.admin.request('DELETE', `${FLAGS}/${key}`)
    }
    await make('seen-reborn', { tags: ['selected'] })
    const { body } = await server.admin.request<{ outcomes: BulkOutcome[] }>(
      'POST',
      `${FLAGS}/bulk`,
      { keys, act: { type: 'set-owner', owner: 'nobody-else' }, seen: seenFlags },
    )
    expect(body.outcomes).toMatchObject([
      { key: 'seen-as-is', ok: true, changed: true },
      {
        code: 'stale_version',
        detail: 'changed since it was selected, in production: look at it and try again',
        current: { version: 1, environments: { production: 2 } },
      },
      {
        code: 'stale_version',
        detail: 'changed since it was selected, in its settings: look at it and try again',
      },
      { code: 'stale_version', detail: expect.stringContaining('another flag of that key') },
      { code: 'flag_not_found' },
    ])
    expect((await read('seen-configured')).owner).toBeNull()
  })

  it('takes 200 keys and no more', async () => {
    const keys = Array.from({ length: 201 }, (_, index) => `none-${index}`)
    const { status } = await server.admin.request('POST', `${FLAGS}/bulk`, {
      keys,
      act: { type: 'archive' },
    })
    expect(status).toBe(400)
  })
})

describe('who may', () => {
  const asMember = async (name: string, roles: Record<string, string>) => {
    const memberships = Object.entries(roles).map(([environment, role]) => ({
      project: 'default',
      environment: environment === 'everywhere' ? null : environment,
      role,
    }))
    const { cookie } = await join(server, { name, memberships })
    return async (method: string, path: string, body: object = {}) => {
      const headers = { cookie, 'content-type': 'application/json', origin: server.url }
      const init = { method, headers, body: JSON.stringify(body) }
      const answer = await fetch(`${server.url}/api/v1${path}`, init)
      const text = await answer.text()
      return { status: answer.status, body: text ? JSON.parse(text) : null }
    }
  }
  const codeOf = ({ body }: { body: { code?: string } | null }) => body?.code

  it('archive is who may delete flags, and who may configure it where it is on', async () => {
    const role = { name: 'Cleaner', permissions: ['project.view', 'flag.delete'], inProduction: [] }
    await server.admin.request('POST', '/roles', { key: 'cleaner', ...role })
    const editor = await asMember('Archive Editor', { everywhere: 'editor' })
    const cleaner = await asMember('Archive Cleaner', { everywhere: 'cleaner' })
    await make('off-flag')
    await make('on-flag')
    await server.admin.configure('on-flag', { on: true })
    expect(codeOf(await editor('POST', `${FLAGS}/off-flag/archive`))).toBe('permission_denied')
    const refused = await cleaner('POST', `${FLAGS}/on-flag/archive`)
    expect(refused.body.detail).toMatch(/flag\.configure/)
    expect((await cleaner('POST', `${FLAGS}/off-flag/archive`)).status).toBe(204)
    expect((await read('on-flag')).archivedAt).toBeNull()
    await server.admin.request('POST', `${FLAGS}/on-flag/archive`)
    expect(codeOf(await cleaner('POST', `${FLAGS}/on-flag/restore`, { asItWas: true }))).toBe(
      'permission_denied',
    )
    expect((await cleaner('POST', `${FLAGS}/on-flag/restore`)).status).toBe(200)
  })

  it('switch off in bulk is who may kill; whoever may for none is refused as a whole', async () => {
    const editor = await asMember('Bulk Editor', { everywhere: 'editor' })
    await make('to-kill')
    await server.admin.configure('to-kill', { on: true })
    const act = { type: 'switch', environment: 'production', on: false }
    const keys = ['to-kill']
    const killed = await editor('POST', `${FLAGS}/bulk`, { keys, act })
    expect(killed.body.outcomes).toEqual([{ key: 'to-kill', ok: true, changed: true }])
    // What somebody saw of it is nothing that a kill waits for.
    await server.admin.configure('to-kill', { on: true })
    const before = { createdAt: daysAgo(1).toISOString(), version: 1, environments: {} }
    const again = await editor('POST', `${FLAGS}/bulk`, { keys, act, seen: { 'to-kill': before } })
    expect(again.body.outcomes).toEqual([{ key: 'to-kill', ok: true, changed: true }])
    const on = await editor('POST', `${FLAGS}/bulk`, { keys, act: { ...act, on: true } })
    expect(codeOf(on)).toBe('permission_denied')
    const viewer = await asMember('Bulk Viewer', { everywhere: 'viewer' })
    const tag = { keys, act: { type: 'add-tags', tags: ['x'] } }
    expect(codeOf(await viewer('POST', `${FLAGS}/bulk`, tag))).toBe('permission_denied')
  })

  it('obeys the policy of each environment, flag by flag', async () => {
    await make('guarded')
    const act = { type: 'switch', environment: 'staging', on: true }
    const body = { keys: ['guarded'], act }
    const staging = '/projects/default/environments/staging'
    const policy = { approval: 'exposure', commentRequired: true }
    expect((await server.admin.request('PATCH', staging, { policy })).status).toBe(200)
    const bulk = () =>
      server.admin.request<{ outcomes: BulkOutcome[] }>('POST', `${FLAGS}/bulk`, body)
    expect((await bulk()).body.outcomes).toMatchObject([{ ok: false, code: 'approval_required' }])
    await server.admin.request('PATCH', staging, {
      policy: { approval: 'none', commentRequired: true },
      comment: 'One person is enough.',
    })
    expect((await bulk()).body.outcomes).toMatchObject([{ ok: false, code: 'comment_required' }])
    await server.admin.request('PATCH', staging, {
      policy: { approval: 'none', commentRequired: false },
      comment: 'Nobody has to say why.',
    })
    expect((await bulk()).body.outcomes).toMatchObject([{ ok: true, changed: true }])
  })
})
