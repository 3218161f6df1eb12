import type {
  PersonalTokenCreated,
  PersonalTokenList,
  ServiceTokenCreated,
  ServiceTokenList,
} from '@bunting/flag-server/access/access-schemas.ts'
import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { type AppUnderTest, startApp } from '../support/app-under-test.ts'
import {
  bearer,
  type Call,
  callAs,
  type Headers,
  membershipOf,
  membersOf,
  newMember,
} from '../support/call-as.ts'
import { join } from '../support/join.ts'
import { waitFor } from '../support/wait-for.ts'

let server: AppUnderTest
beforeAll(async () => {
  server = await startApp()
  await admin('POST', '/projects', { key: 'other' })
  await admin('POST', '/projects/default/flags', { key: 'sky', type: 'boolean' })
})
afterAll(() => server.stop())

const as = (headers: Headers) => callAs(server, headers)
const admin: Call = (...call) => as(bearer(server.adminToken))(...call)
const member = (...who: [name: string, role: string, environment?: string]) =>
  newMember(server, ...who)

const PRODUCTION = '/projects/default/environments/production'
const DEVELOPMENT = '/projects/default/environments/development'

describe('a personal token', () => {
  async function tokenOf(
    call: Call,
    wanted: object = {},
  ): Promise<{ readonly made: PersonalTokenCreated; readonly use: Call }> {
    const { body } = await call<PersonalTokenCreated>('POST', '/me/tokens', {
      name: 'ci',
      ...wanted,
    })
    return { made: body, use: as(bearer(body.token)) }
  }

  it('acts as its person, and the history names both', async () => {
    const { call } = await member('Pia', 'releaser')
    const { made, use } = await tokenOf(call)
    expect((await use('PATCH', `${PRODUCTION}/flags/sky`, { on: true })).status).toBe(200)
    const { body } = await admin<AuditList>('GET', `/projects/default/audit?actor=${made.id}`)
    expect(body.entries[0]?.actor).toEqual({ type: 'token', id: made.id, name: 'ci (Pia)' })
  })

  it('may be narrowed to a project and to some permissions', async () => {
    const { call, email } = await member('Nora', 'releaser')
    await admin('POST', '/projects/other/members', { email, role: 'releaser' })
    const { use } = await tokenOf(call, { project: 'default', permissions: ['project.view'] })
    expect((await use('GET', '/projects/default')).status).toBe(200)
    expect((await use('GET', '/projects/other')).body.code).toBe('project_not_found')
    expect((await use('PATCH', `${PRODUCTION}/flags/sky`, { on: true })).body.code).toBe(
      'permission_denied',
    )
    const { body } = await use<{ projects: ProjectView[] }>('GET', '/projects')
    expect(body.projects.map(({ key }) => key)).toEqual(['default'])
    const elsewhere = await call('POST', '/me/tokens', { name: 'x', project: 'nowhere' })
    expect(elsewhere.body.code).toBe('project_not_found')
  })

  it('of an administrator, narrowed, is no administrator', async () => {
    const boss = await join(server, { name: 'Root', administrator: true })
    const call = as({ cookie: boss.cookie })
    const wide = await tokenOf(call)
    const narrow = await tokenOf(call, { project: 'default' })
    expect((await wide.use('POST', '/projects', {})).status).toBe(400)
    expect((await narrow.use('POST', '/projects', {})).body.code).toBe('permission_denied')
    expect((await narrow.use('GET', '/projects/other')).body.code).toBe('project_not_found')
    const grant = { email: boss.email, role: 'administrator' }
    expect((await narrow.use('POST', '/projects/other/members', grant)).status).toBe(404)
    const viewing = await tokenOf(call, { permissions: ['project.view', 'member.manage'] })
    const given = await viewing.use('POST', '/projects/default/members', grant)
    expect(given.body.code).toBe('permission_denied')
  })

  it('makes no other token', async () => {
    const { call } = await member('Tess', 'viewer')
    const { use } = await tokenOf(call)
    expect((await use('POST', '/me/tokens', { name: 'child' })).body.code).toBe('permission_denied')
  })

  it('is shown once, found by no part of it, and says when it was used', async () => {
    const { call } = await member('Once', 'viewer')
    const { made, use } = await tokenOf(call)
    const list = () => call<PersonalTokenList>('GET', '/me/tokens')
    expect(JSON.stringify((await list()).body)).not.toContain(made.token.slice(-32))
    expect((await list()).body.tokens[0]?.lastUsedAt).toBeNull()
    await use('GET', '/projects')
    expect((await list()).body.tokens[0]?.lastUsedAt).not.toBeNull()
    const kept = await server.services.pool.query('select * from api_tokens where id = $1', [
      made.id,
    ])
    expect(JSON.stringify(kept.rows)).not.toContain(made.token.slice(-32))
    const nearMiss = as(bearer(`${made.token.slice(0, -1)}${made.token.endsWith('A') ? 'B' : 'A'}`))
    expect((await nearMiss('GET', '/projects')).status).toBe(401)
  })

  it('is no longer listed once it is revoked, unless that is asked for', async () => {
    const { call } = await member('Lista', 'viewer')
    const { made: revoked } = await tokenOf(call)
    const { made: kept } = await tokenOf(call)
    const listed = async (query = '') => {
      const { body } = await call<PersonalTokenList>('GET', `/me/tokens${query}`)
      return { ids: body.tokens.map(({ id }) => id), ended: body.ended }
    }
    expect(await listed()).toEqual({ ids: [kept.id, revoked.id], ended: 0 })
    await call('DELETE', `/me/tokens/${revoked.id}`)
    expect(await listed()).toEqual({ ids: [kept.id], ended: 1 })
    expect(await listed('?revoked=true')).toEqual({ ids: [kept.id, revoked.id], ended: 1 })
  })

  it('ends when it expires, is revoked, or its person is disabled', async () => {
    const { call, email } = await member('Ende', 'viewer')
    const [expiring, revoked, left] = [
      await tokenOf(call),
      await tokenOf(call),
      await tokenOf(call),
    ]
    const past = new Date(Date.now() - 1_000).toISOString()
    expect((await call('POST', '/me/tokens', { name: 'x', expiresAt: past })).status).toBe(400)
    await server.services.pool.query(
      "update api_tokens set expires_at = now() - interval '1 second' where id = $1",
      [expiring.made.id],
    )
    expect((await expiring.use('GET', '/projects')).body.detail).toContain('expired')
    expect((await call('DELETE', `/me/tokens/${revoked.made.id}`)).status).toBe(204)
    expect((await revoked.use('GET', '/projects')).body.detail).toContain('revoked')
    expect((await left.use('GET', '/projects')).status).toBe(200)
    const person = (await membersOf(admin)).find((one) => one.email === email)
    await admin('PATCH', `/people/${person?.id}`, { disabled: true })
    expect((await left.use('GET', '/projects')).status).toBe(401)
  })

  it("is its person's alone to revoke", async () => {
    const owner = await member('Mine', 'viewer')
    const { made, use } = await tokenOf(owner.call)
    const other = await member('Yours', 'administrator')
    expect((await other.call('DELETE', `/me/tokens/${made.id}`)).body.code).toBe('token_not_found')
    expect((await other.call('DELETE', `/projects/default/tokens/${made.id}`)).body.code).toBe(
      'token_not_found',
    )
    expect((await use('GET', '/projects')).status).toBe(200)
  })
})

describe('a service token', () => {
  it('has roles of its own, and goes on when whoever made it has left', async () => {
    const boss = await member('Maker', 'administrator')
    const { body: made } = await boss.call<ServiceTokenCreated>(
      'POST',
      '/projects/default/tokens',
      {
        name: 'deployer',
        memberships: [{ role: 'viewer' }, { environment: 'production', role: 'releaser' }],
      },
    )
    const { id } = await membershipOf(admin, boss.email)
    await admin('DELETE', `/projects/default/members/${id}`)
    const use = as(bearer(made.token))
    expect((await use('PATCH', `${PRODUCTION}/flags/sky`, { on: false })).status).toBe(200)
    expect((await use('PATCH', `${DEVELOPMENT}/flags/sky`, { on: false })).status).toBe(403)
    const { body } = await admin<AuditList>('GET', `/projects/default/audit?actor=${made.id}`)
    expect(body.entries[0]?.actor).toEqual({ type: 'token', id: made.id, name: 'deployer' })
    expect((await admin('DELETE', `/projects/default/tokens/${made.id}`)).status).toBe(204)
    expect((await use('GET', '/projects/default')).status).toBe(401)
    const list = async (query = '') =>
      (await admin<ServiceTokenList>('GET', `/projects/default/tokens${query}`)).body
    expect(await list()).toMatchObject({ tokens: [], ended: 1 })
    expect(await list('?revoked=true')).toMatchObject({
      tokens: [{ id: made.id, memberships: [{ role: 'releaser' }, { role: 'viewer' }] }],
      ended: 1,
    })
  })
})

describe('an open page', () => {
  async function look(
    headers: Headers,
  ): Promise<{ readonly closed: () => number | undefined; readonly heard: () => string }> {
    let code: number | undefined
    let heard = ''
    const socket = new WebSocket(
      `${server.url.replace('http', 'ws')}/api/v1/projects/default/live`,
      {
        headers,
      },
    )
    onTestFinished(() => socket.terminate())
    socket.on('close', (closed) => {
      code = closed
    })
    socket.on('message', (data) => {
      heard += data.toString()
    })
    await waitFor(() => heard.includes('joined'))
    return { closed: () => code, heard: () => heard }
  }

  it('of who lost access is told no more, and closed', async () => {
    const lost = await member('Gone', 'viewer')
    const kept = await member('Kept', 'viewer')
    const [closing, staying] = [
      await look({ cookie: lost.cookie }),
      await look({ cookie: kept.cookie }),
    ]
    const { id } = await membershipOf(admin, lost.email)
    await admin('DELETE', `/projects/default/members/${id}`)
    await waitFor(() => closing.closed() === 4403)
    await admin('PATCH', `${DEVELOPMENT}/flags/sky`, { on: true })
    await waitFor(() => staying.heard().includes('"revision"'))
    expect(staying.closed()).toBeUndefined()
    expect(closing.heard()).not.toContain('"revision"')
  })

  it('closes with its token', async () => {
    const { body: made } = await admin<ServiceTokenCreated>('POST', '/projects/default/tokens', {
      name: 'watcher',
      memberships: [{ role: 'viewer' }],
    })
    const page = await look(bearer(made.token))
    await admin('DELETE', `/projects/default/tokens/${made.id}`)
    await waitFor(() => page.closed() === 4403)
  })

  it('hears when its reader may do more', async () => {
    const { cookie, email } = await member('More', 'viewer')
    const page = await look({ cookie })
    const { id } = await membershipOf(admin, email)
    await admin('PATCH', `/projects/default/members/${id}`, { role: 'editor' })
    await waitFor(() => page.heard().includes('"members"'))
    expect(page.closed()).toBeUndefined()
  })
})
