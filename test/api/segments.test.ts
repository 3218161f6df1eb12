import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { Problem } from '@bunting/flag-server/http/problem.ts'
import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import type {
  SegmentConfigurationChanged,
  SegmentDetails,
  SegmentList,
  SegmentView,
} from '@bunting/flag-server/segments/segment-schemas.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { queryValue } from '../support/query-value.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const SEGMENTS = '/projects/default/segments'
const create = <T = SegmentView>(body: unknown) => server.admin.request<T>('POST', SEGMENTS, body)
const find = <T = SegmentDetails>(key: string) =>
  server.admin.request<T>('GET', `${SEGMENTS}/${key}`)
const configure = <T = SegmentConfigurationChanged>(key: string, body: unknown) =>
  server.admin.request<T>('PATCH', `${PRODUCTION}/segments/${key}`, body)
const inSegment = (...values: string[]) => ({
  attribute: 'targetingKey',
  operator: 'inSegment' as const,
  values,
})
const lineIn = (kind: string, key: string) =>
  queryValue(
    server.databaseUrl,
    `select line from changes join environments on environments.id = environment_id
      where environments.key = 'production' and kind = '${kind}' and changes.key = '${key}'
      order by changes.revision desc limit 1`,
  )

describe('creating a segment', () => {
  it('makes one that is there, and empty, in every environment', async () => {
    const { status, body } = await create({ key: 'beta', name: 'Beta testers', tags: ['people'] })
    expect(status).toBe(201)
    expect(body).toMatchObject({ key: 'beta', name: 'Beta testers', tags: ['people'], version: 1 })
    expect(Object.keys(body.environments)).toEqual(['development', 'staging', 'production'])
    expect(body.environments.production).toMatchObject({
      includedCount: 0,
      excludedCount: 0,
      conditions: [],
      version: 1,
    })
    expect(await lineIn('segment', 'beta')).toBe(
      '{"key":"beta","included":[],"excluded":[],"conditions":[]}',
    )
  })

  it.each([
    [{ key: 'no spaces' }, 'key'],
    [{ name: 'No key' }, 'key'],
    [{ key: 'a', colour: 'red' }, 'colour'],
    [{ key: 'a', tags: ['not ok'] }, 'tags.0'],
  ])('refuses %j naming %s', async (segment, path) => {
    const { status, body } = await create<Problem>(segment)
    expect({ status, path: body.errors?.[0]?.path }).toEqual({ status: 400, path })
  })

  it('refuses a key that is taken', async () => {
    const { status, body } = await create<Problem>({ key: 'beta' })
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'already_exists' })
  })
})

describe('configuring a segment', () => {
  beforeAll(async () => {
    await create({ key: 'vip' })
  })

  it('replaces what it names, keeps the rest, and makes a revision of one environment', async () => {
    const first = await configure('vip', {
      included: ['ana', 'ben', 'ana'],
      conditions: [{ attribute: 'plan', operator: 'in', values: ['pro'] }],
    })
    expect(first.status).toBe(200)
    expect(first.body).toMatchObject({ included: ['ana', 'ben'], excluded: [], version: 2 })
    const { body } = await configure('vip', { excluded: ['eve'], comment: 'She left.' })
    expect(body).toMatchObject({
      key: 'vip',
      environment: 'production',
      included: ['ana', 'ben'],
      excluded: ['eve'],
      conditions: [{ attribute: 'plan', operator: 'in', values: ['pro'] }],
      version: 3,
      revision: first.body.revision + 1,
    })
    expect(await lineIn('segment', 'vip')).toBe(
      '{"key":"vip","included":["ana","ben"],"excluded":["eve"],"conditions":[{"values":["pro"],"operator":"in","attribute":"plan"}]}',
    )
    const read = await server.admin.request('GET', `${PRODUCTION}/segments/vip`)
    expect(read.body).toEqual(body)
    const staging = '/projects/default/environments/staging/segments/vip'
    expect((await server.admin.request('GET', staging)).body).toMatchObject({ included: [] })
  })

  it('makes no revision when nothing changes', async () => {
    const { body } = await configure('vip', {})
    const again = await configure('vip', { included: ['ana', 'ben'], excluded: ['eve'] })
    expect(again.body).toEqual(body)
  })

  it('answers a stale version with 409 and the state as it is', async () => {
    const { body } = await configure('vip', {})
    const stale = await configure<Problem>('vip', {
      included: [],
      expectedVersion: body.version - 1,
    })
    expect(stale.status).toBe(409)
    expect(stale.body).toMatchObject({ code: 'stale_version', current: body })
  })

  it('tells in its audit entry who came and who went', async () => {
    await configure('vip', { included: ['ana', 'kim'], comment: 'Kim for Ben.' })
    const { body } = await server.admin.request<AuditList>(
      'GET',
      '/projects/default/audit?segment=vip&limit=1',
    )
    expect(body.entries).toMatchObject([
      {
        action: 'segment.configured',
        environment: 'production',
        comment: 'Kim for Ben.',
        before: { includedCount: 2, removed: { included: ['ben'], excluded: [] } },
        after: { includedCount: 2, added: { included: ['kim'], excluded: [] } },
      },
    ])
  })

  it.each([
    [{ included: 'ana' }, 'included'],
    [{ included: ['ana', ''] }, 'included.1'],
    [{ included: ['x'.repeat(257)] }, 'included.0'],
    [{ excluded: [7] }, 'excluded.0'],
    [{ excluded: ['nul \u0000'] }, 'excluded.0'],
    [{ members: [] }, 'members'],
    [{ conditions: [{ attribute: 'plan', operator: 'in' }] }, 'conditions.0.values'],
    [
      { conditions: [{ attribute: 'v', operator: 'semverEqual', values: ['2'] }] },
      'conditions.0.values.0',
    ],
    [
      { conditions: [{ attribute: 'mail', operator: 'matches', values: ['(a+)+$'] }] },
      'conditions.0.values.0',
    ],
    [{ conditions: [inSegment('nobody')] }, 'conditions.0.values.0'],
    [{ conditions: [inSegment('vip')] }, 'conditions'],
  ])('refuses %j naming %s, and changes nothing', async (patch, path) => {
    const before = await server.admin.request('GET', `${PRODUCTION}/segments/vip`)
    const { status, body } = await configure<Problem>('vip', patch)
    expect({ status, path: body.errors?.[0]?.path }).toEqual({ status: 400, path })
    expect(await server.admin.request('GET', `${PRODUCTION}/segments/vip`)).toEqual(before)
  })

  it('takes 100,000 units of 256 characters, and not one more', async () => {
    await create({ key: 'huge' })
    const units = Array.from({ length: 100_000 }, (_, index) => `${index}`.padStart(256, 'u'))
    const { status, body } = await configure('huge', { included: units })
    expect(status).toBe(200)
    expect(body.included).toEqual(units)
    expect((await find('huge')).body.environments.production?.includedCount).toBe(100_000)
    const more = await configure<Problem>('huge', { included: [...units, 'one-more'] })
    expect(more.status).toBe(400)
    expect(more.body.errors?.[0]?.path).toBe('included')
    expect((await server.admin.request('DELETE', `${SEGMENTS}/huge`)).status).toBe(204)
  })

  it('does not drown who sends many faults in errors', async () => {
    const { body } = await configure<Problem>('vip', { included: new Array(10_000).fill('') })
    expect(body.errors).toHaveLength(100)
  })
})

describe('a segment inside another', () => {
  beforeAll(async () => {
    for (const key of ['inner', 'middle', 'outer']) await create({ key })
  })

  it('never goes in a circle, and the way round is told', async () => {
    expect((await configure('outer', { conditions: [inSegment('middle')] })).status).toBe(200)
    expect((await configure('middle', { conditions: [inSegment('inner')] })).status).toBe(200)
    const { status, body } = await configure<Problem>('inner', { conditions: [inSegment('outer')] })
    expect(status).toBe(400)
    expect(body.errors).toEqual([
      { path: 'conditions', message: 'goes in a circle: inner → outer → middle → inner' },
    ])
  })

  it('never makes one that asks for it too deep', async () => {
    const keys = Array.from({ length: 11 }, (_, index) => `deep-${index}`)
    for (const key of keys) await create({ key })
    for (const [index, key] of keys.slice(0, 9).entries()) {
      const { status } = await configure(key, { conditions: [inSegment(`deep-${index + 1}`)] })
      expect(status).toBe(200)
    }
    const { status, body } = await configure<Problem>('deep-9', {
      conditions: [inSegment('deep-10')],
    })
    expect(status).toBe(400)
    expect(body.detail).toContain('segment "deep-0" asks for this one, and could not any more')
  })
})

describe('a segment in use', () => {
  beforeAll(async () => {
    await create({ key: 'used' })
    await create({ key: 'wider' })
    await server.admin.createFlag({ key: 'asks', type: 'boolean' })
  })

  it('says by what and where, and cannot be removed', async () => {
    expect((await find('used')).body.usedBy).toEqual([])
    await configure('wider', { conditions: [{ ...inSegment('used'), negate: true }] })
    const rule = { conditions: [inSegment('vip', 'used')], serve: { variant: 'on' } }
    await server.admin.configure('asks', { rules: [rule] })
    const development = '/projects/default/environments/development/flags/asks'
    await server.admin.request('PATCH', development, { rules: [rule] })
    expect((await find('used')).body.usedBy).toEqual([
      { kind: 'flag', key: 'asks', environments: ['development', 'production'] },
      { kind: 'segment', key: 'wider', environments: ['production'] },
    ])
    const { status, body } = await server.admin.request('DELETE', `${SEGMENTS}/used`)
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'segment_in_use' })
    expect(body.detail).toContain('flag "asks" (development, production), segment "wider"')
  })

  it('can be removed when nothing in use asks for it, and its key is free again', async () => {
    await configure('wider', { conditions: [] })
    expect(
      (await server.admin.request('POST', '/projects/default/flags/asks/archive')).status,
    ).toBe(204)
    expect((await server.admin.request('DELETE', `${SEGMENTS}/used`)).status).toBe(204)
    expect(await lineIn('segment', 'used')).toBeNull()
    expect((await find<Problem>('used')).body.code).toBe('segment_not_found')
    expect((await create({ key: 'used' })).status).toBe(201)
  })

  it('is not removed under a flag that begins to ask for it at the same moment', async () => {
    await create({ key: 'contended' })
    await server.admin.createFlag({ key: 'hurried', type: 'boolean' })
    const [removed, asked] = await Promise.all([
      server.admin.request('DELETE', `${SEGMENTS}/contended`),
      server.admin.request('PATCH', `${PRODUCTION}/flags/hurried`, {
        rules: [{ conditions: [inSegment('contended')], serve: { variant: 'on' } }],
      }),
    ])
    expect([
      [204, 400],
      [409, 200],
    ]).toContainEqual([removed.status, asked.status])
  })
})

describe('reading segments', () => {
  it('lists them by key over pages, without their lists, and finds parts of names', async () => {
    for (let index = 0; index < 5; index += 1) {
      await create({ key: `list-${index}`, name: `Fancy 100%_${index}` })
    }
    await configure('list-0', { included: ['ana'] })
    const keys: string[] = []
    let cursor = ''
    do {
      const { body } = await server.admin.request<SegmentList>(
        'GET',
        `${SEGMENTS}?search=list-&limit=2&environment=production${cursor && `&cursor=${cursor}`}`,
      )
      for (const { key, environments } of body.segments) {
        keys.push(key)
        expect(Object.keys(environments)).toEqual(['production'])
        expect(environments.production).not.toHaveProperty('included')
        expect(environments.production?.includedCount).toBe(key === 'list-0' ? 1 : 0)
      }
      cursor = body.nextCursor ?? ''
    } while (cursor)
    expect(keys).toEqual(Array.from({ length: 5 }, (_, index) => `list-${index}`))
    const { body } = await server.admin.request<SegmentList>(
      'GET',
      `${SEGMENTS}?search=${encodeURIComponent('100%_3')}`,
    )
    expect(body.segments.map(({ key }) => key)).toEqual(['list-3'])
  })

  it('changes their texts, with a version and an audit entry, and without a revision', async () => {
    const before = await server.admin.request<ProjectView>('GET', '/projects/default')
    expect(before.status).toBe(200)
    const path = `${SEGMENTS}/list-1`
    const { body } = await server.admin.request<SegmentView>('PATCH', path, {
      name: 'Renamed',
      tags: ['new'],
      expectedVersion: 1,
    })
    expect(body).toMatchObject({ name: 'Renamed', tags: ['new'], version: 2 })
    const stale = await server.admin.request('PATCH', path, { name: 'Late', expectedVersion: 1 })
    expect(stale.body).toMatchObject({ code: 'stale_version', current: { name: 'Renamed' } })
    expect(await server.admin.request('GET', '/projects/default')).toEqual(before)
    const audit = await server.admin.request<AuditList>(
      'GET',
      '/projects/default/audit?segment=list-1&limit=1',
    )
    expect(audit.body.entries).toMatchObject([
      { action: 'segment.updated', before: { name: 'Fancy 100%_1' }, after: { name: 'Renamed' } },
    ])
  })

  it.each([
    ['GET', '/projects/nowhere/segments', 'project_not_found'],
    ['GET', `${SEGMENTS}?environment=nowhere`, 'environment_not_found'],
    ['GET', `${SEGMENTS}/nowhere`, 'segment_not_found'],
    ['PATCH', `${SEGMENTS}/nowhere`, 'segment_not_found'],
    ['DELETE', `${SEGMENTS}/nowhere`, 'segment_not_found'],
    ['GET', `${PRODUCTION}/segments/nowhere`, 'segment_not_found'],
    ['PATCH', `${PRODUCTION}/segments/nowhere`, 'segment_not_found'],
    ['GET', '/projects/default/environments/nowhere/segments/vip', 'environment_not_found'],
  ])('answers %s %s with 404 %s', async (method, path, code) => {
    const { status, body } = await server.admin.request(
      method,
      path,
      method === 'PATCH' ? {} : undefined,
    )
    expect({ status, code: body.code }).toEqual({ status: 404, code })
  })
})

it('reaches SDKs: who joins a segment is served by the rules that ask for it', async () => {
  await create({ key: 'testers' })
  await server.admin.createFlag({ key: 'new-search', type: 'boolean' })
  await server.admin.configure('new-search', {
    on: true,
    rules: [{ conditions: [inSegment('testers')], serve: { variant: 'on' } }],
    fallthrough: { variant: 'off' },
  })
  const { key } = await server.admin.createSdkKey('client')
  for (const sdk of [await connectSdk(server), await connectSdk(server, { key })]) {
    const enabled = () => sdk.isEnabled('new-search', { targetingKey: 'ana' })
    await configure('testers', { included: [] })
    await waitFor(() => !enabled())
    await configure('testers', { included: ['ana'] })
    await waitFor(enabled)
    await configure('testers', { excluded: ['ana'] })
    await waitFor(() => !enabled())
    await configure('testers', { excluded: [] })
  }
})
