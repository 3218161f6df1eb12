import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { ChangeRequestList } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { freeAddress } from '../support/free-address.ts'
import { runCli } from '../support/run-cli.ts'
import { connectSdk } from '../support/sdk.ts'
import { openSdkSocket } from '../support/sdk-socket.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { runHere } from './run-here.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const bunting = (...typed: string[]) =>
  runCli(typed, { BUNTING_URL: server.url, BUNTING_TOKEN: server.adminToken })

/** The same without the half second that a process takes. */
const buntingHere = (...typed: string[]) =>
  runHere(typed, { BUNTING_URL: server.url, BUNTING_TOKEN: server.adminToken })

async function history(flag: string) {
  const path = `/projects/default/audit?via=cli&flag=${flag}`
  return (await server.admin.request<AuditList>('GET', path)).body.entries
}

describe('with an SDK connected', () => {
  it('makes a flag, opens it, kills it, and says when that is confirmed', async () => {
    const sdk = await connectSdk(server, { instance: 'shop-1' })
    const isOn = () => sdk.isEnabled('new-checkout', { targetingKey: 'ana' })
    expect(await bunting('create', 'new-checkout', '--type', 'boolean')).toEqual({
      code: 0,
      out: 'made new-checkout, boolean, off in development, staging, production\n',
      said: '',
    })
    const opened = await bunting(
      ...['rollout', 'new-checkout', '100', '-e', 'production', '--on', '--wait', '--json'],
    )
    expect(opened.code).toBe(0)
    expect(JSON.parse(opened.out)).toMatchObject({
      changed: true,
      on: true,
      delivery: { confirmed: true, connected: 1, applied: 1, laggards: [] },
    })
    expect(isOn()).toBe(true)

    const killed = await bunting('kill', 'new-checkout', '-e', 'production', '-m', 'orders fail')
    expect(killed).toMatchObject({ code: 0, said: '' })
    expect(killed.out).toMatch(
      /^killed new-checkout in production, revision \d+\napplied on 1 of 1 in \d+ ms\n$/,
    )
    expect(isOn()).toBe(false)
    expect(await history('new-checkout')).toMatchObject([
      { action: 'flag.killed', via: 'cli', comment: 'orders fail' },
      { action: 'flag.configured', via: 'cli' },
      { action: 'flag.created', via: 'cli' },
    ])
    const told = await bunting('history', 'new-checkout', '--limit', '1')
    expect(told.out).toMatch(
      /killed in production\n {2}by admin token, CLI, revision \d+: orders fail\n$/,
    )
  })

  it('names who has not confirmed it, and ends with 1', async () => {
    await server.admin.createFlag({ key: 'slow', type: 'boolean' })
    await server.admin.configure('slow', { on: true })
    // Greeted, and silent ever after.
    await openSdkSocket(server, { hello: { instance: 'shop-2' } })
    const { code, out } = await buntingHere('kill', 'slow', '-e', 'production', '--timeout', '0.5')
    expect(code).toBe(1)
    expect(out).toContain('not confirmed: applied on 0 of 1 after 0.5 s\n  shop-2, by-hand 1: ')
  })
})

describe('where the environment asks for more', () => {
  beforeAll(async () => {
    await server.admin.createFlag({ key: 'guarded', type: 'boolean' })
    const policy = { commentRequired: true, approval: 'exposure' }
    await server.admin.request('PATCH', PRODUCTION, { policy })
  })
  afterAll(() =>
    server.admin.request('PATCH', PRODUCTION, {
      policy: { commentRequired: false, approval: 'none' },
      comment: 'For the tests that follow.',
    }),
  )

  it('says what it asks for, and how to ask', async () => {
    const refused = await buntingHere('on', 'guarded', '-e', 'production')
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.said).toContain('needs the approval of a second person')
    expect(refused.said).toContain('bunting on guarded -e production --ask')
    const asked = await buntingHere(
      'on',
      'guarded',
      '-e',
      'production',
      '--ask',
      '-m',
      "it's ready",
    )
    expect(asked).toMatchObject({ code: 0, said: '' })
    const { body } = await server.admin.request<ChangeRequestList>(
      'GET',
      '/projects/default/change-requests?flag=guarded',
    )
    const [request] = body.changeRequests
    expect(request).toMatchObject({ title: 'Switch guarded on in Production', state: 'open' })
    expect(asked.out).toContain(`#${request?.number}`)
    expect(asked.out).toContain(`${server.url}/default/production/requests/${request?.number}`)
    expect((await buntingHere('requests')).out).toContain('Switch guarded on in Production')
    expect(JSON.parse((await buntingHere('flag', 'guarded', '--json')).out)).toMatchObject({
      environments: { production: { on: false } },
    })
  })

  it('asks for what a token may not do itself', async () => {
    const token = async (role: string) => {
      const memberships = [{ environment: null, role }]
      const body = { name: role, memberships }
      const made = await server.admin.request<{ token: string }>(
        'POST',
        '/projects/default/tokens',
        body,
      )
      return { BUNTING_URL: server.url, BUNTING_TOKEN: made.body.token }
    }
    const typed = ['on', 'guarded', '-e', 'production', '-m', 'please', '--ask', '--json']
    const [editor, viewer] = await Promise.all([token('editor'), token('viewer')])
    const [asked, refused] = await Promise.all([runHere(typed, editor), runHere(typed, viewer)])
    expect(asked).toMatchObject({ code: 0, said: '' })
    expect(JSON.parse(asked.out)).toMatchObject({ changed: false, asked: { number: 2 } })
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('change.request') })
    const path = '/projects/default/audit?via=cli&action=change-request.opened'
    const { body } = await server.admin.request<AuditList>('GET', path)
    expect(body.entries).toMatchObject([{ actor: { name: 'editor' } }, { target: { key: '1' } }])
  })

  it('lets a kill through without a word', async () => {
    expect(await buntingHere('kill', 'guarded', '-e', 'production')).toMatchObject({ code: 0 })
  })
})

it('says one JSON document of a refusal too, and which environments there are', async () => {
  await server.admin.createFlag({ key: 'refused', type: 'boolean' })
  const answers = await Promise.all([
    buntingHere('kill', 'nothing', '-e', 'production', '--json'),
    buntingHere('on', 'refused'),
    buntingHere('explain', 'refused', '--context', '{}', '-e', 'prodction'),
  ])
  expect(answers.map(({ code }) => code)).toEqual([1, 2, 1])
  expect(JSON.parse(answers[0]?.out ?? '')).toMatchObject({
    error: { code: 'flag_not_found', status: 404 },
  })
  expect(answers[1]?.said).toContain('-e development or -e staging or -e production')
  expect(answers[2]?.said).toContain('Did you mean -e production?')
})

it('says what is wrong with a token, and that nobody is there', async () => {
  const [wrong, gone] = await Promise.all([
    runHere(['flags'], { BUNTING_URL: server.url, BUNTING_TOKEN: 'wrong' }),
    runHere(['kill', 'x', '-e', 'production', '--timeout', '0.1'], {
      BUNTING_URL: await freeAddress(),
      BUNTING_TOKEN: server.adminToken,
    }),
  ])
  expect(wrong).toMatchObject({ code: 1, out: '' })
  expect(wrong.said).toContain('none of this server')
  expect(wrong.said).toContain(`${server.url}/account`)
  expect(gone).toMatchObject({ code: 1, out: '' })
  expect(gone.said).toContain('nothing listens there')
})
