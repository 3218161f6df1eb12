import type { FlagConfigurationChanged } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Problem } from '@bunting/flag-server/http/problem.ts'
import type {
  CommandBody,
  EvidenceView,
  NewRelease,
  ReleaseDetail,
  ReleaseList,
} from '@bunting/flag-server/releases/release-schemas.ts'
import type { Observation } from '@bunting/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
let key: string
beforeAll(async () => {
  server = await startTestServer()
  key = (await server.admin.createSdkKey('server')).key
})
afterAll(() => server.stop())

let made = 0
async function newFlag(): Promise<string> {
  made += 1
  return (await server.admin.createFlag({ key: `flag-${made}`, type: 'boolean' })).key
}

/** Half of everybody, then all, each until a person says more; guarded by errors. */
const HALF: NewRelease = {
  strategy: 'custom',
  stages: [
    { share: 50_000, bakeMs: 3_600_000 },
    { share: 100_000, bakeMs: 3_600_000 },
  ],
  guards: [{ kind: 'errors' }],
}

async function plan<T = ReleaseDetail>(flag: string, release: unknown = HALF) {
  return server.admin.request<T>('POST', `${PRODUCTION}/flags/${flag}/releases`, release)
}
async function started(flag: string, release: NewRelease = HALF): Promise<ReleaseDetail> {
  const { status, body } = await plan(flag, { ...release, start: true })
  expect({ status, body }).toMatchObject({ status: 201 })
  return body
}
const find = async (id: string) =>
  (await server.admin.request<ReleaseDetail>('GET', `${PRODUCTION}/releases/${id}`)).body
const command = <T = ReleaseDetail>(id: string, name: string, body?: CommandBody) =>
  server.admin.request<T>('POST', `${PRODUCTION}/releases/${id}/${name}`, body)
const configuration = async (flag: string) =>
  (await server.admin.request<FlagConfigurationChanged>('GET', `${PRODUCTION}/flags/${flag}`)).body
const sharesOf = ({ fallthrough }: FlagConfigurationChanged) =>
  'rollout' in fallthrough
    ? Object.fromEntries(fallthrough.rollout.shares.map(({ variant, share }) => [variant, share]))
    : fallthrough.variant

async function report(observations: readonly Observation[], id: string = crypto.randomUUID()) {
  const response = await fetch(`${server.url}/sdk/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'events', id, agoMs: 0, counts: [], observations }),
  })
  expect(response.status).toBe(202)
  return id
}

const units = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at)

describe('a release', () => {
  it('starts with its first share, switches the flag on, and tells SDKs what to report', async () => {
    const flag = await newFlag()
    const { body: draft } = await plan(flag)
    expect(draft).toMatchObject({
      state: 'draft',
      share: 0,
      why: 'Not started yet: the start switches the flag on',
    })
    const before = await configuration(flag)
    expect(before.on).toBe(false)

    const { body } = await command(draft.id, 'start')
    expect(body).toMatchObject({ state: 'running', stage: 0, share: 50_000 })
    const after = await configuration(flag)
    expect(after).toMatchObject({
      on: true,
      release: { id: draft.id, stretch: 0, rule: null, metrics: ['errors'] },
    })
    expect(sharesOf(after)).toEqual({ on: 50_000, off: 50_000 })
    expect(after.salt).toBe(before.salt)
  })

  it('refuses a second one on the same flag, with a link to the first', async () => {
    const flag = await newFlag()
    const { id } = await started(flag)
    const { status, body } = await plan<Problem>(flag)
    expect(status).toBe(409)
    expect(body).toMatchObject({
      code: 'release_running',
      current: { release: id, path: expect.stringContaining(`/releases/${id}`) },
    })
  })

  it('lets only one of two start that were planned before', async () => {
    const flag = await newFlag()
    const drafts = [(await plan(flag)).body, (await plan(flag)).body]
    const answers = await Promise.all(drafts.map(({ id }) => command<unknown>(id, 'start')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('keeps hands off its place, and off no other', async () => {
    const flag = await newFlag()
    await started(flag)
    const configure = (patch: object) =>
      server.admin.request<Problem>('PATCH', `${PRODUCTION}/flags/${flag}`, patch)
    expect(await configure({ fallthrough: { variant: 'on' } })).toMatchObject({
      status: 409,
      body: { code: 'release_running' },
    })
    expect((await configure({ targets: [{ variant: 'on', values: ['ana'] }] })).status).toBe(200)
    expect((await configure({ on: false })).status).toBe(200)
  })

  it('counts each unit once, however often it is reported', async () => {
    const flag = await newFlag()
    const { id } = await started(flag)
    const seen = (arm: 'control' | 'treatment', of: number[]): Observation => ({
      release: id,
      stretch: 0,
      arm,
      units: of,
    })
    const batch = [
      seen('treatment', units(0, 40)),
      seen('control', units(1_000, 60)),
      { ...seen('treatment', [1, 2, 2]), metric: 'errors' },
      { ...seen('control', [1_001]), metric: 'errors' },
    ]
    const batchId = await report(batch)
    await report(batch, batchId)
    await report(batch)
    const { exposures, guards } = await find(id)
    expect(exposures.units).toEqual({ control: 60, treatment: 40 })
    expect(exposures.treatedInStage).toBe(40)
    expect(guards[0]?.bad).toEqual({ control: 1, treatment: 2 })
  })

  it('goes back by itself when the treatment fails, locks the place, and leaves its evidence', async () => {
    const flag = await newFlag()
    const { id } = await started(flag)
    await report([
      { release: id, stretch: 0, arm: 'treatment', units: units(0, 200) },
      { release: id, stretch: 0, arm: 'control', units: units(10_000, 200) },
      { release: id, stretch: 0, arm: 'treatment', metric: 'errors', units: units(0, 40) },
    ])
    await waitFor(async () => (await find(id)).state === 'rolled_back')
    const release = await find(id)
    expect(release).toMatchObject({ share: 0, locked: true })
    expect(release.why).toMatch(/^Rolled back: errors is worse/)
    const after = await configuration(flag)
    expect(sharesOf(after)).toEqual({ on: 0, off: 100_000 })
    expect(after.release).toBeUndefined()

    const widen = () =>
      server.admin.request<Problem>('PATCH', `${PRODUCTION}/flags/${flag}`, {
        fallthrough: { variant: 'on' },
      })
    expect(await widen()).toMatchObject({ status: 409, body: { code: 'place_locked' } })
    expect((await plan<Problem>(flag, { ...HALF, start: true })).body.code).toBe('place_locked')
    await server.admin.request('POST', `${PRODUCTION}/flags/${flag}/unlock`)
    expect((await widen()).status).toBe(200)

    const { body: evidence } = await server.admin.request<EvidenceView>(
      'GET',
      `${PRODUCTION}/releases/${id}/evidence?records=true`,
    )
    const last = evidence.points.at(-1)
    expect(last).toMatchObject({ do: 'roll-back', moved: true, share: 50_000 })
    expect(evidence.records).toHaveLength(evidence.points.length)
  })

  it('is rolled back by a person whatever state it is in', async () => {
    const flag = await newFlag()
    const { id } = await started(flag)
    expect((await command(id, 'pause')).body.state).toBe('paused')
    const { body } = await command(id, 'rollback')
    expect(body).toMatchObject({ state: 'rolled_back', share: 0, locked: true })
    expect(await command<Problem>(id, 'resume')).toMatchObject({
      status: 409,
      body: { code: 'release_refused' },
    })
  })

  it('goes on when a person says so, and lets go of the flag at the end', async () => {
    const flag = await newFlag()
    const { id } = await started(flag)
    await report([{ release: id, stretch: 0, arm: 'control', metric: 'errors', units: [] }])
    const twice = await Promise.all([
      command(id, 'advance', { expectedStage: 0 }),
      command(id, 'advance', { expectedStage: 0 }),
    ])
    const [done, refused] = twice.sort((a, b) => a.status - b.status)
    expect(done).toMatchObject({ status: 200, body: { stage: 1, share: 100_000 } })
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'stale_version', current: { state: 'running', stage: 1 } },
    })
    expect((await command(id, 'advance')).body).toMatchObject({ state: 'completed' })
    const after = await configuration(flag)
    expect(sharesOf(after)).toEqual({ on: 100_000, off: 0 })
    expect(after.release).toBeUndefined()
  })

  it.each([
    [{ ...HALF, stages: [] }, 'stages'],
    [{ ...HALF, stages: [{ share: 2 }, { share: 1 }] }, 'stages.1.share'],
    [{ ...HALF, treatment: 'blue' }, 'treatment'],
    [{ ...HALF, treatment: 'off' }, 'treatment'],
    [{ ...HALF, rule: 'nobody' }, 'rule'],
    [{ ...HALF, guards: [{ kind: 'latency' }] }, 'guards.0.controlP95Ms'],
    [{ ...HALF, guards: [{ kind: 'event', metric: 'errors' }] }, 'guards.0.metric'],
  ])('refuses a plan that cannot be run: %#', async (body, path) => {
    const answer = await plan<Problem>(await newFlag(), body)
    expect(answer.status).toBe(400)
    expect(answer.body.errors?.map((error) => error.path)).toContain(path)
  })
})

describe('the list of releases', () => {
  const list = <T = ReleaseList>(query: Record<string, string>) =>
    server.admin.request<T>('GET', `${PRODUCTION}/releases?${new URLSearchParams(query)}`)
  const idsOf = ({ body }: { body: ReleaseList }) => body.releases.map(({ id }) => id)

  it('comes newest first and page by page, each release once, whatever is planned meanwhile', async () => {
    const flag = await newFlag()
    const planned: string[] = []
    for (let count = 0; count < 5; count += 1) planned.unshift((await plan(flag)).body.id)

    const first = await list({ flag, limit: '2' })
    expect(first.body).toMatchObject({ total: 5, nextCursor: expect.any(String) })
    await plan(flag)
    const second = await list({ flag, limit: '2', cursor: first.body.nextCursor ?? '' })
    const third = await list({ flag, limit: '2', cursor: second.body.nextCursor ?? '' })
    expect([first, second, third].map(idsOf)).toEqual([
      planned.slice(0, 2),
      planned.slice(2, 4),
      planned.slice(4),
    ])
    expect(third.body).toMatchObject({ total: 6, nextCursor: null })
  })

  it('finds by state what runs, is planned or is over, and by words of flag and state', async () => {
    const flag = await newFlag()
    const { id: ended } = await started(flag)
    await command(ended, 'abort')
    const { id: draft } = (await plan(flag)).body
    const { id: live } = await started(flag)
    await command(live, 'pause')
    expect(idsOf(await list({ flag }))).toEqual([live, draft, ended])
    expect(idsOf(await list({ flag, state: 'live' }))).toEqual([live])
    expect(idsOf(await list({ flag, state: 'draft' }))).toEqual([draft])
    expect(idsOf(await list({ flag, state: 'ended' }))).toEqual([ended])
    expect(idsOf(await list({ flag, state: 'running' }))).toEqual([])
    expect(idsOf(await list({ flag, search: 'PAUS flag' }))).toEqual([live])
    expect(idsOf(await list({ flag, search: 'paus other' }))).toEqual([])
  })

  it('says of a rolled-back release whether its place is locked', async () => {
    const flag = await newFlag()
    const { id } = await started(flag)
    await command(id, 'rollback')
    expect((await list({ flag })).body.releases).toMatchObject([{ id, locked: true }])
    await server.admin.request('POST', `${PRODUCTION}/flags/${flag}/unlock`)
    expect((await list({ flag })).body.releases).toMatchObject([{ id, locked: false }])
  })

  it.each([
    { cursor: '5' },
    { cursor: '5_x' },
    { state: 'gone' },
    { limit: '0' },
    { limit: '201' },
  ])('refuses %j', async (query) => expect((await list<Problem>(query)).status).toBe(400))
})

it('refuses a guard that asks Prometheus where there is none, with the variable to set', async () => {
  const guards = [
    { kind: 'errors' },
    { kind: 'prometheus', query: 'sum(failed)', threshold: 1 },
  ] as const
  const answer = await plan<Problem>(await newFlag(), { ...HALF, guards })
  expect(answer).toMatchObject({
    status: 400,
    body: {
      errors: [{ path: 'guards.1.kind', message: expect.stringContaining('PROMETHEUS_URL') }],
    },
  })
})
