import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { startHttpProxy } from '../support/http-proxy.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { runHere } from './run-here.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

let flag = ''
beforeEach(async ({ task }) => {
  flag = task.id.replace(/[^a-z0-9]/gi, '-').toLowerCase()
  await server.admin.createFlag({ key: flag, type: 'boolean' })
})

/** The command, with something that somebody else does between its reading and each of its writings. */
async function buntingOvertaken(
  typed: readonly string[],
  ...meanwhile: (() => Promise<unknown>)[]
) {
  const url = await startHttpProxy(server.url, async ({ method }) => {
    if (method === 'PATCH' || method === 'POST') await meanwhile.shift()?.()
  })
  return runHere(typed, { BUNTING_URL: url, BUNTING_TOKEN: server.adminToken })
}

const inProduction = async () => {
  const path = `${PRODUCTION}/flags/${flag}`
  return (await server.admin.request<Record<string, unknown>>('GET', path)).body
}
const targets = [{ variant: 'on', values: ['ana'] }]

it('saves on top of what others did where that is another matter, and says so beside the answer', async () => {
  await server.admin.configure(flag, { on: true })
  const typed = ['rollout', flag, '25', '-e', 'production', '--json']
  const answer = await buntingOvertaken(typed, () =>
    server.admin.configure(flag, { targets, comment: 'Ana tries it' }),
  )
  expect(answer).toMatchObject({
    code: 0,
    said: `${flag} was changed in production meanwhile: other targets (admin token: Ana tries it). That stays; trying again\n`,
  })
  expect(JSON.parse(answer.out)).toMatchObject({
    changed: true,
    on: true,
    environment: 'production',
  })
  expect(await inProduction()).toMatchObject({
    targets,
    fallthrough: { rollout: { shares: [{ share: 25_000 }, { share: 75_000 }] } },
  })
})

it('names what changed and does nothing where it was decided by that', async () => {
  await server.admin.configure(flag, { on: true })
  const answer = await buntingOvertaken(['rollout', flag, '50', '-e', 'production'], () =>
    server.admin.kill(flag, 'orders fail'),
  )
  expect(answer).toEqual({
    code: 1,
    out: '',
    said: `bunting: ${flag} was changed in production meanwhile: switched off (admin token: orders fail)
  Nothing was done. Look first: bunting flag ${flag}
`,
  })
  expect(await inProduction()).toMatchObject({ on: false, version: 3 })
})

it('switches nothing on that others have prepared meanwhile', async () => {
  const answer = await buntingOvertaken(['on', flag, '-e', 'production', '--json'], () =>
    server.admin.configure(flag, { targets }),
  )
  expect(answer.code).toBe(1)
  expect(JSON.parse(answer.out)).toMatchObject({
    error: {
      code: 'stale_version',
      status: 409,
      message: expect.stringContaining('other targets'),
    },
  })
  expect(await inProduction()).toMatchObject({ on: false })
})

it('switches nothing on again that was switched on and off meanwhile', async () => {
  const answer = await buntingOvertaken(['on', flag, '-e', 'production'], async () => {
    await server.admin.configure(flag, { on: true })
    await server.admin.kill(flag)
  })
  expect(answer).toMatchObject({
    code: 1,
    said: expect.stringContaining('meanwhile: something, and back again (admin token)'),
  })
  expect(await inProduction()).toMatchObject({ on: false })
})

it('is done where somebody did the same meanwhile', async () => {
  const answer = await buntingOvertaken(['on', flag, '-e', 'production'], () =>
    server.admin.configure(flag, { on: true }),
  )
  expect(answer).toMatchObject({
    code: 0,
    said: '',
    out: expect.stringContaining('it was so already'),
  })
})

it('does not go on for ever against somebody who saves each time', async () => {
  await server.admin.configure(flag, { on: true })
  let turn = 0
  const other = () =>
    server.admin.configure(flag, { targets: [{ variant: 'on', values: [`user-${turn++}`] }] })
  const answer = await buntingOvertaken(
    ['off', flag, '-e', 'production'],
    ...Array.from({ length: 9 }, () => other),
  )
  expect(answer).toMatchObject({
    code: 1,
    said: expect.stringMatching(/Somebody was faster\. Look first: bunting flag .+\n$/),
  })
  expect([answer.said.match(/That stays; trying again/g)?.length, turn]).toEqual([4, 5])
  expect(await inProduction()).toMatchObject({ on: true })
})

it('asks for a change on top of what others did, too', async () => {
  await server.admin.configure(flag, { on: true, fallthrough: { variant: 'off' } })
  const policy = (approval: string) =>
    server.admin.request('PATCH', PRODUCTION, { policy: { approval } })
  await policy('exposure')
  try {
    // The first is refused for want of a second person; what is asked for comes too late.
    const answer = await buntingOvertaken(
      ['rollout', flag, '50', '-e', 'production', '--ask'],
      async () => undefined,
      () => server.admin.configure(flag, { targets: [{ variant: 'off', values: ['ben'] }] }),
    )
    expect(answer).toMatchObject({
      code: 0,
      out: expect.stringContaining('asked for it: request #1'),
    })
    expect(answer.said).toContain('other targets (admin token). That stays; trying again')
  } finally {
    await policy('none')
  }
})
