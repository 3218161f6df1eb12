import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { FlagConfigurationChanged } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Problem } from '@bunting/flag-server/http/problem.ts'
import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import type { SdkKeyCreated } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import type { SegmentConfigurationChanged } from '@bunting/flag-server/segments/segment-schemas.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const PROJECT = '/projects/default'
const request = <T>(method: string, path: string, body?: unknown) =>
  server.admin.request<T>(method, path, body)
const keysOf = ({ environments }: ProjectView) => environments.map(({ key }) => key)
const make = (body: object) => request<ProjectView>('POST', `${PROJECT}/environments`, body)

it('a new environment has every flag, off, and every segment, empty, and serves them', async () => {
  await server.admin.createFlag({ key: 'sky', type: 'boolean' })
  await server.admin.configure('sky', { on: true })
  await request('POST', `${PROJECT}/segments`, { key: 'staff' })

  const { status, body } = await make({ key: 'preview', name: 'Preview' })
  expect(status).toBe(201)
  expect(body.environments.at(-1)).toMatchObject({
    key: 'preview',
    name: 'Preview',
    production: false,
    revision: 1,
    policy: { commentRequired: false, approval: 'none' },
  })
  const place = `${PROJECT}/environments/preview`
  const flag = await request<FlagConfigurationChanged>('GET', `${place}/flags/sky`)
  expect(flag.body).toMatchObject({ on: false, fallthrough: { variant: 'on' }, revision: 1 })
  const staff = await request<SegmentConfigurationChanged>('GET', `${place}/segments/staff`)
  expect(staff.body).toMatchObject({ included: [], conditions: [] })
  await waitFor(async () => (await lines('preview')).length === 2)
  // What is made later is there as well.
  await server.admin.createFlag({ key: 'later', type: 'boolean' })
  await waitFor(async () => (await lines('preview')).length === 3)
})

async function lines(environment: string): Promise<unknown[]> {
  const path = `${PROJECT}/environments/${environment}/sdk-keys`
  const { body } = await request<SdkKeyCreated>('POST', path, { kind: 'server', name: 'test' })
  const answer = await fetch(`${server.url}/sdk/v1/ruleset`, {
    headers: { authorization: `Bearer ${body.key}` },
  })
  const text = await answer.text()
  return text.match(/"key":"(sky|staff|later)"/g) ?? []
}

it('one that is copied has what the other has, but for its releases', async () => {
  await server.admin.createFlag({ key: 'sea', type: 'boolean' })
  const rules = [{ id: 'beta', conditions: [], serve: { variant: 'on' } }]
  await server.admin.configure('sea', { on: true, rules })
  await request('POST', `${PROJECT}/segments`, { key: 'crew' })
  await request('PATCH', `${PROJECT}/environments/production/segments/crew`, { included: ['ada'] })
  await server.admin.createFlag({ key: 'moving', type: 'boolean' })
  const release = { strategy: 'canary', guards: [], start: true }
  await request('POST', `${PROJECT}/environments/production/flags/moving/releases`, release)
  await server.admin.createFlag({ key: 'gone', type: 'boolean' })
  await request('POST', `${PROJECT}/flags/gone/archive`, {})

  const { status } = await make({ key: 'mirror', copyFrom: 'production', production: true })
  expect(status).toBe(201)
  const place = `${PROJECT}/environments/mirror`
  const { body: sea } = await request<FlagConfigurationChanged>('GET', `${place}/flags/sea`)
  expect(sea).toMatchObject({ on: true, rules })
  const { body: crew } = await request<SegmentConfigurationChanged>('GET', `${place}/segments/crew`)
  expect(crew.included).toEqual(['ada'])
  const { body: moving } = await request<FlagConfigurationChanged>('GET', `${place}/flags/moving`)
  expect(moving.release).toBeUndefined()
  const back = await request('POST', `${PROJECT}/flags/gone/restore`, {})
  expect(back.status).toBe(200)
  expect((await request('GET', `${place}/flags/gone`)).status).toBe(200)
})

it('a key is taken once, and what is copied from must be there', async () => {
  expect((await make({ key: 'production' })).body).toMatchObject({ code: 'already_exists' })
  expect((await make({ key: 'new', copyFrom: 'nowhere' })).body).toMatchObject({
    code: 'environment_not_found',
  })
})

it('is renamed, made production and given a policy, each of which the history tells', async () => {
  const path = `${PROJECT}/environments/staging`
  const { body } = await request<ProjectView>('PATCH', path, {
    name: 'Rehearsal',
    production: true,
    policy: { approval: 'exposure' },
    comment: 'Customers look at it.',
  })
  expect(body.environments.find(({ key }) => key === 'staging')).toMatchObject({
    name: 'Rehearsal',
    production: true,
    policy: { commentRequired: false, approval: 'exposure' },
  })
  const history = `${PROJECT}/audit?targetType=environment&target=staging`
  const { body: told } = await request<AuditList>('GET', history)
  expect(told.entries).toMatchObject([
    {
      action: 'environment.changed',
      before: { name: 'Staging', production: false, policy: { approval: 'none' } },
      after: { name: 'Rehearsal', production: true, policy: { approval: 'exposure' } },
      comment: 'Customers look at it.',
    },
  ])
  await request('PATCH', path, { name: 'Rehearsal' })
  expect((await request<AuditList>('GET', history)).body.entries).toHaveLength(1)
})

it('is not changed by who did not see what somebody else made of it, nor is its project', async () => {
  await make({ key: 'contended', name: 'Contended' })
  const path = `${PROJECT}/environments/contended`
  const theirs = { policy: { approval: 'all' }, expected: { policy: { approval: 'none' } } }
  expect((await request('PATCH', path, theirs)).status).toBe(200)

  const mine = { policy: { approval: 'exposure' }, expected: { policy: { approval: 'none' } } }
  const refused = await request<Problem>('PATCH', path, mine)
  expect([refused.status, refused.body.code]).toEqual([409, 'stale_version'])
  expect(refused.body.current).toEqual({
    key: 'contended',
    name: 'Contended',
    production: false,
    policy: { commentRequired: false, approval: 'all' },
  })
  // Of what is not changed nothing is asked.
  const name = { name: 'Mine', expected: { name: 'Contended' } }
  expect((await request('PATCH', path, name)).status).toBe(200)

  const { body: project } = await request<ProjectView>('GET', PROJECT)
  const renamed = { name: 'Theirs', expected: { name: project.name } }
  expect((await request('PATCH', PROJECT, renamed)).status).toBe(200)
  const late = await request('PATCH', PROJECT, { ...renamed, name: 'Mine' })
  expect(late.body).toMatchObject({ code: 'stale_version', current: { name: 'Theirs' } })
})

it('asks why of who changes what it asks for, as it asks of every change', async () => {
  await make({ key: 'strict', name: 'Strict' })
  const path = `${PROJECT}/environments/strict`
  const history = `${PROJECT}/audit?targetType=environment&target=strict`
  const told = async () => (await request<AuditList>('GET', history)).body.entries
  expect((await told())[0]?.after).toMatchObject({
    policy: { commentRequired: false, approval: 'none' },
  })
  const strict = { policy: { commentRequired: true, approval: 'exposure' } }
  expect((await request('PATCH', path, strict)).status).toBe(200)

  const looser = [
    { policy: { commentRequired: false } },
    { policy: { approval: 'none' } },
    { production: true },
  ]
  for (const patch of looser) {
    for (const nothing of [{}, { comment: '  ' }]) {
      const { status, body } = await request<Problem>('PATCH', path, { ...patch, ...nothing })
      expect([status, body.code], JSON.stringify(patch)).toEqual([400, 'comment_required'])
    }
  }
  expect(await told()).toHaveLength(2)
  // A name is a text, and of what stays as it is nobody has to say why.
  const renamed = { ...strict, name: 'Very strict', production: false }
  expect((await request('PATCH', path, renamed)).status).toBe(200)
  const comment = 'The audit is over.'
  const free = { policy: { commentRequired: false, approval: 'none' }, comment }
  expect((await request('PATCH', path, free)).status).toBe(200)
  expect((await told())[0]).toMatchObject({
    before: strict,
    after: { policy: free.policy },
    comment,
  })
})

it('is put in order by the keys of all', async () => {
  const { body: before } = await request<ProjectView>('GET', PROJECT)
  const wanted = keysOf(before).toReversed()
  const order = `${PROJECT}/environments-order`
  const { body } = await request<ProjectView>('PUT', order, { environments: wanted })
  expect(keysOf(body)).toEqual(wanted)
  const some = await request('PUT', order, { environments: wanted.slice(1) })
  expect([some.status, some.body]).toMatchObject([400, { errors: [{ path: 'environments' }] }])
})

it('a flag made at the same moment as an environment is in it', async () => {
  for (const round of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const [environment, ...flags] = await Promise.all([
      make({ key: `at-once-${round}` }),
      ...[1, 2, 3, 4].map((at) =>
        server.admin.createFlag({ key: `twin-${round}-${at}`, type: 'boolean' }),
      ),
    ])
    expect(environment.status).toBe(201)
    for (const { key } of flags) {
      const path = `${PROJECT}/environments/at-once-${round}/flags/${key}`
      expect((await request('GET', path)).status).toBe(200)
    }
  }
})
