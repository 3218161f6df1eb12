import type { FlagPreview } from '@bunting/flag-server/previews/preview-schemas.ts'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { queryValue } from '../support/query-value.ts'
import { openPreviewer, openSdkSocket } from '../support/sdk-socket.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
let other: TestServer
beforeAll(async () => {
  server = await startTestServer()
  other = await startTestServer({ databaseUrl: server.databaseUrl })
})
afterAll(async () => {
  await server.stop()
  await other.stop()
})

/** A project of its own for each test: how often SDKs are asked is counted by environment. */
let environment: string
let key: string
let made = 0
beforeEach(async () => {
  const project = `project-${++made}`
  environment = `/projects/${project}/environments/production`
  await create('/projects', { key: project, name: project })
  await create(`/projects/${project}/flags`, { key: 'checkout', type: 'boolean' })
  key = await createKey('server')
})

async function create<T>(path: string, body: object): Promise<T> {
  const created = await server.admin.request<T>('POST', path, body)
  expect(created.status).toBe(201)
  return created.body
}

async function createKey(kind: 'server' | 'client'): Promise<string> {
  const path = `${environment}/sdk-keys`
  return (await create<{ key: string }>(path, { kind, name: kind })).key
}

const preview = (patch: object, at = server) =>
  at.admin.request<FlagPreview>('POST', `${environment}/flags/checkout/preview`, patch)

/** Nobody is waited for. Once of several times is enough: now and then a busy machine waits by itself. */
const answersAtOnce = (at = server) =>
  waitFor(async () => (await preview({ on: true }, at)).body.withinMs < 400, {
    what: 'an answer at once',
  })
/** SDKs are waited for once, for half a second, and not once more. */
const NOT_AGAIN_MS = 800

const save = (patch: object) =>
  server.admin.request<{ revision: number }>('PATCH', `${environment}/flags/checkout`, patch)

/** Until so many are written down: another server is asked only where it serves SDKs. */
const connected = (count: number) =>
  waitFor(async () => {
    const path = `${environment}/connections/count`
    const { body } = await server.admin.request<{ connected: number }>('GET', path)
    return body.connected === count
  })

const offToOn = (contexts: number, count: number) => ({
  contexts,
  changes: [{ from: 'off', to: 'on', count }],
})

it('says that nobody can be asked while no SDK is connected, at once', async () => {
  const { status, body } = await preview({ on: true })
  expect(status).toBe(200)
  expect(body).toMatchObject({ contexts: 0, instances: { asked: 0, answered: 0 }, changes: [] })
  await answersAtOnce()
})

it('shows SDKs the flag that a save would give them, and puts nothing in force', async () => {
  const sdk = await openPreviewer(server, offToOn(10, 4), { key })
  const patch = { on: true, targets: [{ variant: 'off', values: ['ana'] }] }
  const before = await save({})
  expect(await preview(patch)).toMatchObject({
    body: { contexts: 10, instances: { asked: 1, answered: 1 }, changes: offToOn(10, 4).changes },
  })
  const shown = sdk.heard.find(({ message }) => message.type === 'preview')
  const { revision } = (await save(patch)).body
  expect(revision).toBe(before.body.revision + 1)
  const saved = await waitFor(() => sdk.heard.find(({ message }) => message.type === 'delta'))
  const flagIn = ([line = '']: readonly string[] = []) => JSON.parse(line)
  expect(flagIn(shown?.lines)).toEqual(flagIn(saved.lines))
})

it.each([
  ['a variant that is not there', { fallthrough: { variant: 'blue' } }],
  ['a field that is not there', { enabled: true }],
  [
    'shares that do not add up',
    { fallthrough: { rollout: { shares: [{ variant: 'on', share: 1 }] } } },
  ],
  [
    'a segment that is not there',
    {
      rules: [
        {
          conditions: [{ attribute: 'targetingKey', operator: 'inSegment', values: ['nobody'] }],
          serve: { variant: 'on' },
        },
      ],
    },
  ],
  [
    'a pattern that could hang an application',
    {
      rules: [
        {
          conditions: [{ attribute: 'plan', operator: 'matches', values: ['^(a+)+$'] }],
          serve: { variant: 'on' },
        },
      ],
    },
  ],
  ['itself as a prerequisite', { prerequisites: [{ flag: 'checkout', variants: ['on'] }] }],
  ['another version', { on: true, expectedVersion: 7 }],
])('refuses %s as a save would', async (_, patch) => {
  const refused = await preview(patch)
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect(refused).toEqual(await save(patch))
})

it('is for those who may save: not for an SDK key, nor without one', async () => {
  const url = `${server.url}/api/v1${environment}/flags/checkout/preview`
  const ask = (headers: Record<string, string>) =>
    fetch(url, {
      method: 'POST',
      body: '{}',
      headers: { ...headers, 'content-type': 'application/json' },
    })
  expect((await ask({})).status).toBe(401)
  expect((await ask({ authorization: `Bearer ${key}` })).status).toBe(403)
})

it('asks only server SDKs that said they can', async () => {
  const old = await openSdkSocket(server, { key })
  const browser = await openSdkSocket(server, {
    key: await createKey('client'),
    hello: { previews: true },
  })
  const { body } = await preview({ on: true })
  expect(body.instances).toEqual({ asked: 0, answered: 0 })
  for (const { heard } of [old, browser]) {
    expect(heard.some(({ message }) => message.type === 'preview')).toBe(false)
  }
})

it('adds up what the SDKs of every server say, and keeps nothing of it', async () => {
  await openPreviewer(server, offToOn(1_000, 250), { key })
  await openPreviewer(other, offToOn(40, 3), { key })
  const more = {
    contexts: 10,
    changes: [
      { from: 'off', to: 'on', count: 2 },
      { from: null, to: 'on', count: 5 },
    ],
  }
  await openPreviewer(other, more, { key })
  await connected(3)
  const answers = [await preview({ on: true }), await preview({ on: true }, other)]
  for (const { body } of answers) {
    expect(body).toMatchObject({
      contexts: 1_050,
      instances: { asked: 3, answered: 3 },
      changes: [
        { from: 'off', to: 'on', count: 255 },
        { from: null, to: 'on', count: 5 },
      ],
    })
  }
  await answersAtOnce()
  await answersAtOnce(other)
  const left =
    'select (select count(*) from replica_questions) + (select count(*) from replica_answers)'
  expect(Number(await queryValue(server.databaseUrl, left))).toBe(0)
})

it('waits half a second for an SDK that never answers, here and at another server', async () => {
  await openPreviewer(server, offToOn(5, 1), { key })
  await openSdkSocket(server, { key, hello: { previews: true } })
  await openSdkSocket(other, { key, hello: { previews: true } })
  await connected(3)
  const { body } = await preview({ on: true })
  expect(body).toMatchObject({ ...offToOn(5, 1), instances: { asked: 3, answered: 1 } })
  expect(body.withinMs).toBeGreaterThanOrEqual(400)
  expect(body.withinMs).toBeLessThan(NOT_AGAIN_MS)
})

it('counts the SDKs of a server that is silent as asked, and does not wait for it longer', async () => {
  await openPreviewer(server, offToOn(5, 1), { key })
  const ghost = `with ghost as (insert into replicas (id, address) values ('ghost', 'gone:1') returning id)
    insert into replica_deliveries
      (replica_id, environment_id, revision, server_sdks, client_sdks, applied, latencies, laggards)
    select ghost.id, environments.id, 1, 4, 9, 13, '[]', '[]' from ghost, environments
    where environments.id = (select environment_id from sdk_keys order by created_at desc limit 1) returning replica_id`
  await queryValue(server.databaseUrl, ghost)
  const { body } = await preview({ on: true })
  await queryValue(server.databaseUrl, `delete from replicas where id = 'ghost' returning id`)
  expect(body).toMatchObject({ ...offToOn(5, 1), instances: { asked: 5, answered: 1 } })
  expect(body.withinMs).toBeLessThan(NOT_AGAIN_MS)
})

it("answers in full or not at all when another server's SDKs are busy", async () => {
  await openPreviewer(server, offToOn(5, 1), { key })
  await openPreviewer(other, offToOn(5, 1), { key })
  await connected(2)
  // As many as possible at one server; then the other asks the same SDKs.
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => preview({ on: true }, other)),
    ...Array.from({ length: 4 }, () => preview({ on: true })),
  ])
  expect(answers.some(({ status }) => status === 429)).toBe(true)
  for (const { status, body } of answers) {
    // Without whoever took too long, after half a second; who was busy would be missing before.
    if (status !== 200) expect(status).toBe(429)
    else if (body.withinMs < 400) expect(body.instances).toEqual({ asked: 2, answered: 2 })
  }
})

it('lets SDKs be asked twice a second, however many people ask', async () => {
  const sdk = await openPreviewer(server, offToOn(5, 1), { key })
  const start = performance.now()
  const answers = await Promise.all(Array.from({ length: 6 }, () => preview({ on: true })))
  const refused = answers.filter(({ status }) => status === 429)
  // Two at once, and the last of those that waited.
  expect(refused).toHaveLength(3)
  expect(performance.now() - start).toBeGreaterThan(1_000)
  expect(refused[0]?.body).toMatchObject({ code: 'too_many_requests' })
  expect(sdk.heard.filter(({ message }) => message.type === 'preview')).toHaveLength(3)
})
