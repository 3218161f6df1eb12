import type { PeopleList } from '@bunting/flag-server/accounts/people/person-schemas.ts'
import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { type Beside, cancelWaiting, deadlocksOf, openBeside } from '../support/beside.ts'
import { browse } from '../support/browse.ts'
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts'
import { join, PASSWORD } from '../support/join.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

// Two do something at the same moment. A transaction beside the server holds what both of them come by,
// so that they meet where it matters, and not when they happen to.

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await join(server, { name: 'Ada', administrator: true })
})
// What Postgres takes back is begun anew, and would look as if it had gone well at once.
afterAll(async () => {
  await server.stop()
  expect(await deadlocksOf(server.databaseUrl)).toBe(0)
})

const PROJECT = '/projects/default'

async function beside<T>(work: (transaction: Beside) => Promise<T>): Promise<T> {
  return work(await openBeside(server.databaseUrl))
}

async function rows<T>(statement: string, parameters: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: server.databaseUrl })
  await client.connect()
  const found = await client.query(statement, parameters)
  await client.end()
  return found.rows
}

/** The status of a call of an administrator. */
const ask = async (method: string, path: string, body?: object) =>
  (await server.admin.request(method, path, body)).status

async function made<T>(path: string, body: object): Promise<T> {
  const answer = await server.admin.request<T>('POST', path, body)
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`)
  return answer.body
}

/** The status of a call without credentials, or with a cookie. */
async function askAs(cookie: string | undefined, path: string, body: object): Promise<number> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  })
  await response.body?.cancel()
  return response.status
}

const tokenIn = (link: string) => new URLSearchParams(new URL(link).hash.slice(1)).get('token')

async function newPerson(name: string) {
  const joined = await join(server, { name, administrator: true })
  const { body } = await server.admin.request<PeopleList>('GET', '/people?limit=200')
  const id = body.people.find(({ email }) => email === joined.email)?.id
  return { ...joined, id, path: `/people/${id}` }
}

/** Runs both so far that they meet, lets them go on, and answers how they ended. */
async function meeting(
  hold: [statement: string, parameters?: unknown[]],
  first: () => Promise<number>,
  second: () => Promise<number>,
): Promise<number[]> {
  return beside(async (transaction) => {
    await transaction.query(...hold)
    const one = await transaction.begin(first(), 1)
    const other = await transaction.begin(second(), 2)
    await transaction.letGo()
    return [await one.outcome, await other.outcome]
  })
}

describe('both are done, neither waits for ever', () => {
  it('a role is changed, and somebody accepts an invitation that promises it', async () => {
    for (const key of ['held', 'changed']) {
      await made('/roles', { key, name: key, permissions: [], inProduction: [] })
    }
    const memberships = [
      { project: 'default', environment: 'development', role: 'held' },
      { project: 'default', environment: 'staging', role: 'changed' },
    ]
    const { link } = await made<{ link: string }>('/invitations', {
      email: 'roles@shop.example',
      memberships,
    })
    const acceptance = { token: tokenIn(link), name: 'Rosa', password: PASSWORD }
    const outcomes = await meeting(
      [`select from roles where key = 'held' for update`],
      () => askAs(undefined, '/invitations/acceptance', acceptance),
      () => ask('PATCH', '/roles/changed', { name: 'Changed' }),
    )
    expect(outcomes).toEqual([201, 200])
  })

  it('a person is disabled, and sets a new password by a link', async () => {
    const { id, path } = await newPerson('Dora')
    const { link } = await made<{ link: string }>(`${path}/password-link`, {})
    const redemption = { token: tokenIn(link), password: 'a brand new password' }
    const outcomes = await meeting(
      ['select from account where user_id = $1 for update', [id]],
      () => askAs(undefined, '/password-resets/redemption', redemption),
      () => ask('PATCH', path, { disabled: true }),
    )
    expect(outcomes).toEqual([204, 200])
  })

  it('a person sets a new password by a link: who still has the old one changes nothing', async () => {
    const { id, path, cookie } = await newPerson('Carla')
    const { link } = await made<{ link: string }>(`${path}/password-link`, {})
    const redemption = { token: tokenIn(link), password: 'a brand new password' }
    const change = { currentPassword: PASSWORD, newPassword: 'quite another password' }
    const outcomes = await meeting(
      ['select from password_resets where user_id = $1 for update', [id]],
      () => askAs(undefined, '/password-resets/redemption', redemption),
      () => askAs(cookie, '/account/password', change),
    )
    expect(outcomes).toEqual([204, 400])
  })

  it('a webhook is deleted, and told of a change request of all environments', async () => {
    const hooks: string[] = []
    for (const name of ['first', 'second']) {
      const url = 'http://127.0.0.1:9/'
      hooks.push((await made<{ id: string }>(`${PROJECT}/webhooks`, { name, url })).id)
    }
    const number = await newRequest('told')
    const outcomes = await meeting(
      ['select from webhooks where id = $1 for update', [hooks[0]]],
      () => ask('POST', `${PROJECT}/change-requests/${number}/withdrawal`, {}),
      () => ask('DELETE', `${PROJECT}/webhooks/${hooks[1]}`),
    )
    expect(outcomes).toEqual([200, 204])
  })

  it('a flag is deleted, and SDKs report what it answered', async () => {
    const flag = 'reported'
    await server.admin.createFlag({ key: flag, type: 'boolean' })
    const { key } = await server.admin.createSdkKey('server')
    const report = async () => {
      const response = await fetch(`${server.url}/sdk/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          type: 'events',
          id: crypto.randomUUID(),
          agoMs: 0,
          counts: [{ flag, variant: 'on', count: 1 }],
        }),
      })
      return response.status
    }
    expect(await report()).toBe(202)
    expect(await ask('POST', `${PROJECT}/flags/${flag}/archive`, { force: true })).toBe(204)
    await rows(`update evaluated_flags set last_seen_at = now() - interval '1 day'`)
    const outcomes = await meeting(
      ['select from evaluated_flags where flag_key = $1 for update', [flag]],
      () => ask('DELETE', `${PROJECT}/flags/${flag}?force=true`),
      report,
    )
    expect(outcomes).toEqual([204, 202])
  })
})

describe('somebody whom nobody here knows comes back from the provider in two windows at once', () => {
  const CLAIMS = { email_verified: true, name: 'Two Windows' }
  let provider: IdentityProvider
  beforeAll(async () => {
    provider = await startIdentityProvider(`${server.url}/api/v1/sso/callback`)
    expect(await ask('PUT', '/sso', { ...settingsOf(provider), signUp: true })).toBe(200)
  })
  afterAll(async () => {
    await ask('DELETE', '/sso')
    await provider.close()
  })

  /** Where it led is a status here: 200 for one who is in. */
  const comeBack = async () => {
    const { me } = await browse(server.url, '/api/v1/sso/start')
    return (me as { email?: string }).email === undefined ? 401 : 200
  }
  const NO_ACCOUNT: [string] = ['lock table "user" in share mode']

  it('both are in, with one account', async () => {
    const email = 'two@shop.example'
    provider.signsIn({ ...CLAIMS, sub: 'two', email })
    expect(await meeting(NO_ACCOUNT, comeBack, comeBack)).toEqual([200, 200])
    const linked = 'select from account join "user" u on u.id = user_id where email = $1'
    expect(await rows(linked, [email])).toHaveLength(1)
  })

  it('both are in by one invitation', async () => {
    const email = 'invited@shop.example'
    await made('/invitations', { email, administrator: true })
    provider.signsIn({ ...CLAIMS, sub: 'invited', email })
    expect(await meeting(NO_ACCOUNT, comeBack, comeBack)).toEqual([200, 200])
  })

  it('and one who just now makes the account by the link of the invitation is linked to it', async () => {
    const email = 'by-link@shop.example'
    const { link } = await made<{ link: string }>('/invitations', { email, administrator: true })
    const acceptance = { token: tokenIn(link), name: 'Lin', password: PASSWORD }
    provider.signsIn({ ...CLAIMS, sub: 'by-link', email })
    const accept = () => askAs(undefined, '/invitations/acceptance', acceptance)
    expect(await meeting(NO_ACCOUNT, accept, comeBack)).toEqual([201, 200])
    const ways = `select provider_id from account join "user" u on u.id = user_id where email = $1`
    expect(await rows(ways, [email])).toHaveLength(2)
  })
})

function settingsOf({ issuer, clientId, clientSecret }: IdentityProvider) {
  const provider = { name: 'Example', issuer, clientId, clientSecret, domains: ['shop.example'] }
  return { ...provider, signUp: false, memberships: [] }
}

/** How often something was done to the installation. */
async function timesInHistory(action: string): Promise<number> {
  const path = `/audit?action=${action}&limit=50`
  return (await server.admin.request<AuditList>('GET', path)).body.entries.length
}

/** A request that is about all environments, and its number. */
async function newRequest(flag: string): Promise<number> {
  await server.admin.createFlag({ key: flag, type: 'number', variants: { none: 0, some: 1 } })
  await server.admin.configure(flag, { on: true, fallthrough: { variant: 'some' } })
  const operation = { type: 'update-flag', flag, patch: { variants: { none: 0, some: 2 } } }
  const { number } = await made<{ number: number }>(`${PROJECT}/change-requests`, { operation })
  return number
}

describe('the second finds what the first has done', () => {
  it('a member is added twice: the second is told, and takes nothing back', async () => {
    const { id, email } = await newPerson('Mia')
    const places = `select p.id as project, e.id as environment from projects p
      join environments e on e.project_id = p.id where p.key = 'default' and e.key = 'staging'`
    const add = (role: string) =>
      ask('POST', `${PROJECT}/members`, { email, environment: 'staging', role })
    const outcomes = await meeting(
      [
        `insert into memberships (user_id, project_id, environment_id, role)
          select $1, project, environment, 'viewer' from (${places}) as place`,
        [id],
      ],
      () => add('releaser'),
      () => add('viewer'),
    )
    expect(outcomes).toEqual([201, 409])
    expect(await rows('select role from memberships where user_id = $1', [id])).toEqual([
      { role: 'releaser' },
    ])
  })

  it('an address is invited twice: one of the links is good', async () => {
    const email = 'twice@shop.example'
    const invite = () => ask('POST', '/invitations', { email, administrator: true })
    const outcomes = await meeting(['lock table invitations in share mode'], invite, invite)
    expect(outcomes).toEqual([201, 201])
    const good = 'select from invitations where email = $1 and revoked_at is null'
    expect(await rows(good, [email])).toHaveLength(1)
  })

  it('an old invitation is sent again: the one that was made since is good no more', async () => {
    const email = 'again@shop.example'
    const old = await made<{ id: string }>('/invitations', { email, administrator: true })
    await rows('update invitations set expires_at = now() where id = $1', [old.id])
    const since = await made<{ id: string }>('/invitations', { email, administrator: true })
    await made(`/invitations/${old.id}/renewal`, {})
    expect(await ask('DELETE', `/invitations/${since.id}`)).toBe(404)
  })

  it('a role is deleted while it is about to be promised: nobody is promised what is not there', async () => {
    await made('/roles', { key: 'promised', name: 'Promised', permissions: [], inProduction: [] })
    const memberships = [{ project: 'default', environment: null, role: 'promised' }]
    const outcomes = await meeting(
      ['lock table invitations in share mode'],
      () => ask('POST', '/invitations', { email: 'promise@shop.example', memberships }),
      () => ask('DELETE', '/roles/promised'),
    )
    expect(outcomes).toEqual([404, 204])
  })

  it('a link for a new password is made twice: one of them is good', async () => {
    const { id, path } = await newPerson('Lina')
    const link = () => ask('POST', `${path}/password-link`, {})
    const outcomes = await meeting(['lock table password_resets in share mode'], link, link)
    expect(outcomes).toEqual([201, 201])
    expect(await rows('select from password_resets where user_id = $1', [id])).toHaveLength(1)
  })

  it('somebody is disabled while a link is made for them: there is none', async () => {
    const { id, path } = await newPerson('Emil')
    await made(`${path}/password-link`, {})
    const outcomes = await meeting(
      ['select from session where user_id = $1 for update', [id]],
      () => ask('PATCH', path, { disabled: true }),
      () => ask('POST', `${path}/password-link`, {}),
    )
    expect(outcomes).toEqual([200, 403])
    expect(await rows('select from password_resets where user_id = $1', [id])).toEqual([])
  })

  it('an authenticator app is set up in two windows: there is one', async () => {
    const { id, cookie } = await newPerson('Tina')
    const enrol = () => askAs(cookie, '/account/second-factor', { password: PASSWORD })
    const outcomes = await meeting(['lock table two_factor in share mode'], enrol, enrol)
    expect(outcomes).toEqual([200, 200])
    expect(await rows('select from two_factor where user_id = $1', [id])).toHaveLength(1)
  })

  it('a project is renamed twice: the history says from what to what', async () => {
    const rename = (name: string) => () => ask('PATCH', PROJECT, { name })
    const outcomes = await meeting(
      [`select from projects where key = 'default' for update`],
      rename('One'),
      rename('Two'),
    )
    expect(outcomes).toEqual([200, 200])
    const path = `${PROJECT}/audit?action=project.renamed&limit=2`
    const { entries } = (await server.admin.request<AuditList>('GET', path)).body
    const steps = entries.map(({ before, after }) => ({ before, after }))
    expect(steps).toEqual([
      { before: { name: 'One' }, after: { name: 'Two' } },
      { before: { name: 'Default' }, after: { name: 'One' } },
    ])
  })

  it('a project is renamed while somebody undoes that it was: they are told', async () => {
    await ask('PATCH', PROJECT, { name: 'Three' })
    const path = `${PROJECT}/audit?action=project.renamed&limit=1`
    const { entries } = (await server.admin.request<AuditList>('GET', path)).body
    const outcomes = await meeting(
      [`select from projects where key = 'default' for update`],
      () => ask('PATCH', PROJECT, { name: 'Four' }),
      () => ask('POST', `${PROJECT}/audit/${entries[0]?.id}/revert`, {}),
    )
    expect(outcomes).toEqual([200, 409])
  })

  it('the last webhook there may be is made twice: one is', async () => {
    await rows(`insert into webhooks (project_id, name, url, format, secret, created_by)
      select p.id, 'n', 'http://127.0.0.1:9/', 'json', 's', 'test'
      from projects p, generate_series(1, 49 - (select count(*) from webhooks)) where p.key = 'default'`)
    const create = () =>
      ask('POST', `${PROJECT}/webhooks`, { name: 'last', url: 'http://127.0.0.1:9/' })
    const outcomes = await meeting(['lock table webhooks in share mode'], create, create)
    expect(outcomes).toEqual([201, 409])
    await rows(`delete from webhooks where name in ('n', 'last')`)
  })

  it('what is asked of every account is changed twice: the history says so once', async () => {
    const require = () => ask('PATCH', '/account-policy', { secondFactorRequired: true })
    const outcomes = await meeting(['lock table settings in share mode'], require, require)
    expect(outcomes).toEqual([200, 200])
    expect(await timesInHistory('account-policy.changed')).toBe(1)
    await ask('PATCH', '/account-policy', { secondFactorRequired: false })
  })

  it('single sign-on is set up, and removed, twice at once: the history says so once', async () => {
    const provider = await startIdentityProvider(`${server.url}/api/v1/sso/callback`)
    const setUp = () => ask('PUT', '/sso', settingsOf(provider))
    const remove = () => ask('DELETE', '/sso')
    const hold: [string] = ['lock table settings in share mode']
    const before = [await timesInHistory('sso.changed'), await timesInHistory('sso.removed')]
    expect(await meeting(hold, setUp, setUp)).toEqual([200, 200])
    expect(await meeting(hold, remove, remove)).toEqual([204, 404])
    const after = [await timesInHistory('sso.changed'), await timesInHistory('sso.removed')]
    expect(after).toEqual(before.map((times) => times + 1))
    await provider.close()
  })

  it('a webhook is deleted twice: the history says so once', async () => {
    const hook = { name: 'gone', url: 'http://127.0.0.1:9/' }
    const { id } = await made<{ id: string }>(`${PROJECT}/webhooks`, hook)
    const remove = () => ask('DELETE', `${PROJECT}/webhooks/${id}`)
    const hold: [string, string[]] = ['select from webhooks where id = $1 for update', [id]]
    expect(await meeting(hold, remove, remove)).toEqual([204, 404])
  })
})

describe('a webhook that is being deleted', () => {
  async function deleting<T>(work: (id: string) => Promise<T>): Promise<T> {
    const hook = { name: 'going', url: 'http://127.0.0.1:9/' }
    const { id } = await made<{ id: string }>(`${PROJECT}/webhooks`, hook)
    return beside(async (transaction) => {
      await transaction.query('delete from webhooks where id = $1', [id])
      const begun = await transaction.begin(work(id), 1)
      await transaction.commit()
      return begun.outcome
    })
  }

  it('keeps nobody from what it would be told of', async () => {
    const number = await newRequest('untold')
    const withdraw = () => ask('POST', `${PROJECT}/change-requests/${number}/withdrawal`, {})
    expect(await deleting(withdraw)).toBe(200)
  })

  it('is not there for who wants to test it', async () => {
    expect(await deleting((id) => ask('POST', `${PROJECT}/webhooks/${id}/test`, {}))).toBe(404)
  })
})

it('lets writers of other environments through while many wait for one that somebody holds', async () => {
  const keys = Array.from({ length: 20 }, (_, n) => `held-up-${n}`)
  for (const key of keys) await server.admin.createFlag({ key, type: 'boolean' })
  const write = (environment: string, key: string) =>
    ask('PATCH', `${PROJECT}/environments/${environment}/flags/${key}`, { on: true })
  await beside(async (transaction) => {
    await transaction.query(`select from environments where key = 'production' for update`)
    const held = keys.map((key) => write('production', key))
    const waiting = await transaction.begin(Promise.all(held), 2)
    for (const key of keys) {
      const other = await transaction.begin(write('staging', key), Number.POSITIVE_INFINITY)
      expect(await other.outcome).toBe(200)
    }
    await transaction.letGo()
    expect(new Set(await waiting.outcome)).toEqual(new Set([200]))
  })
})

it('answers 503, and not that something went wrong, to who has waited too long', async () => {
  await server.admin.createFlag({ key: 'waiting', type: 'boolean' })
  const answer = await beside(async (transaction) => {
    await transaction.query(`select from environments where key = 'production' for update`)
    const patch = { on: true }
    const begun = await transaction.begin(
      server.admin.request('PATCH', `${PRODUCTION}/flags/waiting`, patch),
      1,
    )
    await cancelWaiting(server.databaseUrl)
    const { status, body } = await begun.outcome
    await transaction.letGo()
    return { status, code: body.code }
  })
  expect(answer).toEqual({ status: 503, code: 'database_unavailable' })
})
