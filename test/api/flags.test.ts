import type {
  FlagConfigurationChanged,
  FlagList,
  FlagView,
} from '@bunting/flag-server/flags/flag-schemas.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const FLAGS = '/projects/default/flags'

describe('creating a flag', () => {
  it('makes a boolean flag that is off everywhere and serves on to everybody once switched on', async () => {
    const made = await server.admin.createFlag({ key: 'fresh', type: 'boolean' })
    expect(made.variants).toEqual({ on: true, off: false })
    expect(Object.keys(made.environments)).toEqual(['development', 'staging', 'production'])
    expect(made.environments.production).toMatchObject({
      on: false,
      offVariant: 'off',
      fallthrough: { variant: 'on' },
      version: 1,
    })
  })

  it('keeps the variants of other flags in the order they were given', async () => {
    const variants = { zebra: { b: 1, a: [null, 'ü', 0.5] }, ant: {} }
    await server.admin.createFlag({ key: 'layout', type: 'json', variants })
    const { body } = await server.admin.request<FlagView>('GET', `${FLAGS}/layout`)
    expect(JSON.stringify(body.variants)).toBe(JSON.stringify(variants))
    expect(body.environments.production?.offVariant).toBe('zebra')
  })

  it.each([
    [{ key: 'no spaces', type: 'boolean' }, 'key'],
    [{ key: '', type: 'boolean' }, 'key'],
    [{ key: 'x'.repeat(129), type: 'boolean' }, 'key'],
    [{ key: 'a', type: 'colour' }, 'type'],
    [{ key: 'a' }, 'type'],
    [{ key: 'a', type: 'boolean', colour: 'red' }, 'colour'],
    [{ key: 'a', type: 'boolean', variants: { yes: true, no: false } }, 'variants'],
    [{ key: 'a', type: 'string' }, 'variants'],
    [{ key: 'a', type: 'string', variants: { one: 1 } }, 'variants.one'],
    [{ key: 'a', type: 'json', variants: { 'no spaces': 1 } }, 'variants.no spaces'],
    [{ key: 'a', type: 'boolean', name: 'nul \u0000' }, 'name'],
    [{ key: 'a', type: 'string', variants: { one: 'nul \u0000' } }, 'variants.one'],
    [{ key: 'a', type: 'string', variants: { one: 'half \ud800' } }, 'variants.one'],
    [{ key: 'a', type: 'boolean', tags: ['ok', 'not ok'] }, 'tags.1'],
  ])('refuses %j naming %s', async (flag, path) => {
    const { status, body } = await server.admin.request('POST', FLAGS, flag)
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path }] })
  })

  it('refuses a key that is taken, also by an archived flag', async () => {
    await server.admin.createFlag({ key: 'taken', type: 'boolean' })
    expect(
      (await server.admin.request('POST', FLAGS, { key: 'taken', type: 'boolean' })).body,
    ).toMatchObject({
      status: 409,
      code: 'already_exists',
    })
    expect((await server.admin.request('POST', `${FLAGS}/taken/archive`)).status).toBe(204)
    expect((await server.admin.request('GET', `${FLAGS}/taken`)).body.code).toBe('flag_not_found')
    expect(
      (await server.admin.request('POST', FLAGS, { key: 'taken', type: 'boolean' })).status,
    ).toBe(409)
  })

  it('takes names that only look dangerous', async () => {
    for (const key of ['__proto__', 'constructor', '.', '..', '-', "x'".slice(0, 1)]) {
      const made = await server.admin.createFlag({
        key,
        type: 'boolean',
        name: `'; drop table flags --`,
      })
      expect(made.key).toBe(key)
    }
  })
})

describe('configuring a flag', () => {
  beforeAll(() => server.admin.createFlag({ key: 'checkout', type: 'boolean' }))

  it('moves version and revision by one with a change, and by none without', async () => {
    const on = await server.admin.configure('checkout', { on: true })
    const same = await server.admin.configure('checkout', { on: true })
    expect(on.version).toBe(2)
    expect(same).toMatchObject({ version: 2, revision: on.revision })
    const off = await server.admin.configure('checkout', { on: false, comment: 'not yet' })
    expect(off).toMatchObject({ version: 3, revision: on.revision + 1 })
  })

  it('answers a stale version with 409 and the state as it is', async () => {
    const current = await server.admin.configure('checkout', { on: true })
    const { status, body } = await server.admin.request('PATCH', `${PRODUCTION}/flags/checkout`, {
      on: false,
      expectedVersion: current.version - 1,
    })
    expect(status).toBe(409)
    expect(body).toMatchObject({
      code: 'stale_version',
      current: { on: true, version: current.version },
    })
    expect(await server.admin.configure('checkout', { on: true })).toMatchObject({ on: true })
  })

  const half = [
    { variant: 'on', share: 50_000 },
    { variant: 'off', share: 50_000 },
  ]
  it.each([
    [{ fallthrough: { rollout: { shares: half.slice(1) } } }, 'fallthrough.rollout.shares'],
    [
      { fallthrough: { rollout: { shares: [{ variant: 'on', share: 0.5 }] } } },
      'fallthrough.rollout.shares.0.share',
    ],
    [
      { fallthrough: { rollout: { shares: [{ variant: 'on', share: -1 }] } } },
      'fallthrough.rollout.shares.0.share',
    ],
    [{ fallthrough: { variant: 'maybe' } }, 'fallthrough.variant'],
    [{ fallthrough: { variant: 'on', share: 1 } }, 'fallthrough.share'],
    [{ offVariant: 'maybe' }, 'offVariant'],
    [{ targets: [{ variant: 'maybe', values: ['ana'] }] }, 'targets.0.variant'],
    [
      {
        rules: [
          {
            conditions: [],
            serve: { rollout: { shares: [...half.slice(1), { variant: 'maybe', share: 50_000 }] } },
          },
        ],
      },
      'rules.0.serve.rollout.shares.1.variant',
    ],
    [
      {
        rules: [
          {
            conditions: [{ attribute: 'plan', operator: 'resembles', values: ['pro'] }],
            serve: { variant: 'on' },
          },
        ],
      },
      'rules.0.conditions.0.operator',
    ],
    [{ prerequisites: [{ flag: 'nowhere', variants: ['on'] }] }, 'prerequisites.0.flag'],
    [{ prerequisites: [{ flag: 'checkout', variants: ['on'] }] }, 'prerequisites.0.flag'],
    [{ enabled: true }, 'enabled'],
    [{ on: 'yes' }, 'on'],
    [{ salt: 'mine' }, 'salt'],
    [[], 'body'],
  ])('refuses %j naming %s, and changes nothing', async (patch, path) => {
    const before = await server.admin.request<FlagConfigurationChanged>(
      'GET',
      `${PRODUCTION}/flags/checkout`,
    )
    const { status, body } = await server.admin.request(
      'PATCH',
      `${PRODUCTION}/flags/checkout`,
      patch,
    )
    expect({ status, path: body.errors?.[0]?.path }).toEqual({ status: 400, path })
    expect(await server.admin.request('GET', `${PRODUCTION}/flags/checkout`)).toEqual(before)
  })

  it('keeps the ids of rules, gives one to those without, and refuses the same id twice', async () => {
    const serve = { variant: 'on' }
    const { rules } = await server.admin.configure('checkout', {
      rules: [
        { id: 'staff', conditions: [], serve },
        { conditions: [], serve },
      ],
    })
    expect(rules[0]?.id).toBe('staff')
    expect(rules[1]?.id).toMatch(/^[0-9a-f]{12}$/)
    const { body } = await server.admin.request('PATCH', `${PRODUCTION}/flags/checkout`, {
      rules: [
        { id: 'staff', conditions: [], serve },
        { id: 'staff', conditions: [], serve },
      ],
    })
    expect(body.errors?.[0]?.path).toBe('rules.1.id')
  })

  it('keeps the salt through on, off, edits and kills, the same in every environment', async () => {
    const { body } = await server.admin.request<FlagView>('GET', `${FLAGS}/checkout`)
    const salts = Object.values(body.environments).map(({ salt }) => salt)
    expect(new Set(salts).size).toBe(1)
    await server.admin.kill('checkout')
    expect((await server.admin.configure('checkout', { on: true })).salt).toBe(salts[0])
  })

  it('kills whatever the version, says whether anything changed, and keeps the rules', async () => {
    const { rules, revision } = await server.admin.configure('checkout', { on: true })
    expect(await server.admin.kill('checkout', 'it hurts')).toMatchObject({
      revision: revision + 1,
      changed: true,
    })
    expect(await server.admin.kill('checkout')).toMatchObject({
      revision: revision + 1,
      changed: false,
    })
    const { body } = await server.admin.request<FlagConfigurationChanged>(
      'GET',
      `${PRODUCTION}/flags/checkout`,
    )
    expect(body).toMatchObject({ on: false, rules })
  })

  it('lets one of twenty writers with the same version through', async () => {
    await server.admin.createFlag({ key: 'contended', type: 'boolean' })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        server.admin.request('PATCH', `${PRODUCTION}/flags/contended`, {
          on: true,
          expectedVersion: 1,
          comment: `writer ${index}`,
        }),
      ),
    )
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...new Array(19).fill(409)])
  })
})

describe('listing flags', () => {
  beforeAll(async () => {
    for (let index = 0; index < 7; index += 1) {
      await server.admin.createFlag({
        key: `list-${index}`,
        type: 'boolean',
        name: `Fancy 100%_${index}`,
        tags: ['many'],
      })
    }
  })

  it('gives every flag once over pages, in the order of keys', async () => {
    const keys: string[] = []
    let cursor = ''
    do {
      const { body } = await server.admin.request<FlagList>(
        'GET',
        `${FLAGS}?search=list-&limit=3${cursor && `&cursor=${cursor}`}`,
      )
      keys.push(...body.flags.map(({ key }) => key))
      cursor = body.nextCursor ?? ''
    } while (cursor)
    expect(keys).toEqual(Array.from({ length: 7 }, (_, index) => `list-${index}`))
  })

  it('searches names and tags in any case, taking % and _ for themselves', async () => {
    const found = async (search: string) =>
      (await server.admin.request<FlagList>('GET', `${FLAGS}?search=${encodeURIComponent(search)}`))
        .body.flags.length
    expect(await found('fancy 100%_3')).toBe(1)
    expect(await found('100%')).toBe(7)
    expect(await found('1_0')).toBe(0)
    expect(await found('MANY')).toBe(7)
  })

  it('shows one environment when asked for it', async () => {
    const { body } = await server.admin.request<FlagList>(
      'GET',
      `${FLAGS}?environment=staging&search=list-0`,
    )
    expect(Object.keys(body.flags[0]?.environments ?? {})).toEqual(['staging'])
  })
})

describe('what is not there', () => {
  it.each([
    ['GET', '/projects/nowhere/flags', 'project_not_found'],
    ['GET', `${FLAGS}?environment=nowhere`, 'environment_not_found'],
    ['GET', `${FLAGS}/nowhere`, 'flag_not_found'],
    ['PATCH', `${PRODUCTION}/flags/nowhere`, 'flag_not_found'],
    ['POST', `${PRODUCTION}/flags/nowhere/kill`, 'flag_not_found'],
    ['PATCH', '/projects/default/environments/nowhere/flags/checkout', 'environment_not_found'],
    ['GET', `${PRODUCTION}/revisions/999999/delivery`, 'revision_not_found'],
    ['DELETE', `${PRODUCTION}/sdk-keys/00000000-0000-4000-8000-000000000000`, 'sdk_key_not_found'],
    ['GET', '/nowhere', 'route_not_found'],
  ])('answers %s %s with 404 %s', async (method, path, code) => {
    const { status, body } = await server.admin.request(
      method,
      path,
      method === 'GET' ? undefined : {},
    )
    expect({ status, code: body.code }).toEqual({ status: 404, code })
  })
})
