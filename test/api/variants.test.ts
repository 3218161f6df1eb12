import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { FlagConfigurationChanged, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Problem } from '@bunting/flag-server/http/problem.ts'
import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const FLAGS = '/projects/default/flags'
const change = <T = FlagView>(flag: string, body: unknown) =>
  server.admin.request<T>('PATCH', `${FLAGS}/${flag}`, body)
const reshuffle = <T = FlagConfigurationChanged>(flag: string, body?: unknown) =>
  server.admin.request<T>('POST', `${PRODUCTION}/flags/${flag}/reshuffle`, body)
async function revisions(): Promise<number[]> {
  const { body } = await server.admin.request<ProjectView>('GET', '/projects/default')
  return body.environments.map(({ revision }) => revision)
}

describe('the variants of an existing flag', () => {
  beforeAll(async () => {
    await server.admin.createFlag({
      key: 'colour',
      type: 'string',
      variants: { red: '#f00', green: '#0f0', blue: '#00f' },
    })
    await server.admin.createFlag({ key: 'paint', type: 'boolean' })
  })

  it('can be added, changed and put in another order: a revision in every environment', async () => {
    const before = await revisions()
    const variants = { black: '#000', red: '#e00', green: '#0f0', blue: '#00f' }
    const { status, body } = await change('colour', { variants, comment: 'More colours.' })
    expect(status).toBe(200)
    expect(JSON.stringify(body.variants)).toBe(JSON.stringify(variants))
    expect(body.version).toBe(2)
    expect(await revisions()).toEqual(before.map((revision) => revision + 1))
    const audit = await server.admin.request<AuditList>(
      'GET',
      '/projects/default/audit?flag=colour&limit=1',
    )
    expect(audit.body.entries).toMatchObject([
      {
        action: 'flag.updated',
        comment: 'More colours.',
        before: { variants: { red: '#f00' } },
        after: { variants },
      },
    ])
  })

  it('make no revision when they are as they were', async () => {
    const before = await revisions()
    const { body } = await server.admin.request<FlagView>('GET', `${FLAGS}/colour`)
    expect((await change('colour', { variants: body.variants })).status).toBe(200)
    expect(await revisions()).toEqual(before)
  })

  it('reach SDKs with their new values', async () => {
    await server.admin.configure('colour', { on: true, fallthrough: { variant: 'green' } })
    const sdk = await connectSdk(server)
    await waitFor(() => sdk.value('colour', '') === '#0f0')
    await change('colour', { variants: { red: '#e00', green: 'lime', blue: '#00f' } })
    await waitFor(() => sdk.value('colour', '') === 'lime')
  })

  it('are not removed where they are served, and every place is told', async () => {
    await server.admin.configure('colour', {
      offVariant: 'red',
      targets: [{ variant: 'blue', values: ['ana'] }],
      rules: [{ conditions: [], serve: { variant: 'blue' } }],
      fallthrough: {
        rollout: {
          shares: [
            { variant: 'blue', share: 1 },
            { variant: 'green', share: 99_999 },
          ],
        },
      },
    })
    const before = await revisions()
    const { status, body } = await change<Problem>('colour', {
      variants: { navy: '#008', red: '#f00', green: '#0f0' },
    })
    expect(status).toBe(400)
    expect(body.errors?.map(({ path }) => path)).toEqual([
      'environments.production.targets.0.variant',
      'environments.production.rules.0.serve.variant',
      'environments.production.fallthrough.rollout.shares.0.variant',
    ])
    expect(await revisions()).toEqual(before)
    const after = await server.admin.request<FlagView>('GET', `${FLAGS}/colour`)
    expect(Object.keys(after.body.variants)).toEqual(['red', 'green', 'blue'])
  })

  it('are not removed where another flag needs them', async () => {
    await server.admin.configure('paint', {
      prerequisites: [{ flag: 'colour', variants: ['green', 'blue'] }],
    })
    await server.admin.configure('colour', {
      targets: [],
      rules: [],
      fallthrough: { variant: 'red' },
    })
    const without = { variants: { red: '#f00', green: '#0f0' } }
    const { status, body } = await change<Problem>('colour', without)
    expect({ status, errors: body.errors }).toEqual({
      status: 400,
      errors: [
        {
          path: 'variants',
          message:
            'flag "paint" needs variant "blue" in production: take that prerequisite away first',
        },
      ],
    })
    await server.admin.configure('paint', { prerequisites: [] })
    expect((await change('colour', without)).status).toBe(200)
  })

  it.each([
    ['colour', { red: 7 }, 'variants.red'],
    ['colour', {}, 'variants'],
    ['colour', { 'no spaces': 'x' }, 'variants.no spaces'],
    ['paint', { on: true, off: false, maybe: true }, 'variants'],
  ])('of %s cannot be %j', async (flag, variants, path) => {
    const { status, body } = await change<Problem>(flag, { variants })
    expect({ status, path: body.errors?.[0]?.path }).toEqual({ status: 400, path })
  })
})

describe('reshuffling a flag', () => {
  const half = [
    { variant: 'on', share: 50_000 },
    { variant: 'off', share: 50_000 },
  ]
  const people = Array.from({ length: 400 }, (_, index) => `user-${index}`)

  beforeAll(async () => {
    await server.admin.createFlag({ key: 'dice', type: 'boolean' })
    await server.admin.configure('dice', {
      on: true,
      rules: [
        {
          id: 'own-salt',
          conditions: [{ attribute: 'plan', operator: 'equals', values: ['pro'] }],
          serve: { rollout: { salt: 'imported', shares: half } },
        },
      ],
      fallthrough: { rollout: { shares: half } },
    })
  })

  it('moves people, by every rollout of the flag, and keeps all the rest', async () => {
    const sdk = await connectSdk(server)
    const drawn = (plan: string) =>
      people.map((targetingKey) => sdk.isEnabled('dice', { targetingKey, plan }))
    const moved = (a: boolean[], b: boolean[]) => a.filter((one, index) => one !== b[index]).length
    const [free, pro] = [drawn('free'), drawn('pro')]
    const { body: before } = await server.admin.request<FlagConfigurationChanged>(
      'GET',
      `${PRODUCTION}/flags/dice`,
    )
    const { status, body: after } = await reshuffle('dice', { comment: 'A second try.' })
    expect(status).toBe(200)
    expect(after.salt).toMatch(/^dice\.[\w-]{8}$/)
    expect(after.salt).not.toBe(before.salt)
    expect(after).toMatchObject({
      on: true,
      version: before.version + 1,
      revision: before.revision + 1,
      rules: [{ id: 'own-salt', serve: { rollout: { shares: half } } }],
      fallthrough: { rollout: { shares: half } },
    })
    await waitFor(() => moved(free, drawn('free')) > 100)
    expect(moved(pro, drawn('pro'))).toBeGreaterThan(100)
  })

  it('moves nobody elsewhere', async () => {
    const { body } = await server.admin.request<FlagView>('GET', `${FLAGS}/dice`)
    const { production, staging, development } = body.environments
    expect(production?.salt).not.toBe(staging?.salt)
    expect(development?.salt).toBe(staging?.salt)
  })

  it('is told in the audit, with the salts and why', async () => {
    const { body } = await server.admin.request<AuditList>(
      'GET',
      '/projects/default/audit?flag=dice&limit=1',
    )
    expect(body.entries).toMatchObject([
      { action: 'flag.reshuffled', environment: 'production', comment: 'A second try.' },
    ])
  })

  it('needs no body, and heeds the version it is given', async () => {
    const { body } = await reshuffle('dice')
    const stale = await reshuffle<Problem>('dice', { expectedVersion: body.version - 1 })
    expect(stale.status).toBe(409)
    expect(stale.body).toMatchObject({ code: 'stale_version', current: { salt: body.salt } })
    expect((await reshuffle('dice', { expectedVersion: body.version })).status).toBe(200)
  })

  it('is for flags that there are', async () => {
    expect((await reshuffle<Problem>('nowhere')).body.code).toBe('flag_not_found')
    const { status, body } = await reshuffle<Problem>('dice', { salt: 'mine' })
    expect({ status, path: body.errors?.[0]?.path }).toEqual({ status: 400, path: 'salt' })
  })
})
