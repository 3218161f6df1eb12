import type {
  MemberList,
  MemberView,
  RoleHolders,
  RoleView,
  ServiceTokenView,
} from '@bunting/flag-server/access/access-schemas.ts'
import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppUnderTest, startApp } from '../support/app-under-test.ts'
import {
  bearer,
  type Call,
  callAs,
  type Headers,
  membershipOf,
  newMember,
} from '../support/call-as.ts'
import { join } from '../support/join.ts'

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

describe('a member', () => {
  it('sees the projects they are in, with what they may do there', async () => {
    const { call } = await member('Vera', 'viewer')
    const { body } = await call<{ projects: ProjectView[] }>('GET', '/projects')
    expect(body.projects.map(({ key }) => key)).toEqual(['default'])
    expect(body.projects[0]?.permissions).toEqual(['project.view'])
    expect((await call('GET', '/projects/other')).body.code).toBe('project_not_found')
    expect((await call('GET', '/projects/nowhere')).body.code).toBe('project_not_found')
  })

  it('is told which permission is missing where, and which roles have it', async () => {
    const { call } = await member('Edda', 'editor')
    const { status, body } = await call('PATCH', `${PRODUCTION}/flags/sky`, { on: true })
    expect([status, body.code]).toEqual([403, 'permission_denied'])
    expect(body.detail).toBe(
      'you may not change what flags and segments serve in production of project "default": that takes the permission flag.configure, which the roles Releaser, Administrator have',
    )
    expect((await call('PATCH', `${DEVELOPMENT}/flags/sky`, { on: true })).status).toBe(200)
    const nowhere = await call('PATCH', '/projects/default/environments/moon/flags/sky', {})
    expect(nowhere.body.code).toBe('environment_not_found')
  })

  it('of one environment has the whole role there, production or not, and looks at the rest', async () => {
    const { call } = await member('Prue', 'editor', 'production')
    expect((await call('PATCH', `${PRODUCTION}/flags/sky`, { on: true })).status).toBe(200)
    expect((await call('PATCH', `${DEVELOPMENT}/flags/sky`, { on: false })).status).toBe(403)
    expect((await call('GET', `${DEVELOPMENT}/flags/sky`)).status).toBe(200)
    expect(
      (await call('POST', '/projects/default/flags', { key: 'x', type: 'boolean' })).status,
    ).toBe(403)
  })

  it('may do what any of their roles lets them', async () => {
    const { call, email } = await member('Una', 'viewer')
    await admin('POST', '/projects/default/members', {
      email,
      environment: 'production',
      role: 'releaser',
    })
    expect((await call('PATCH', `${PRODUCTION}/flags/sky`, { on: false })).status).toBe(200)
    expect((await call('PATCH', `${DEVELOPMENT}/flags/sky`, { on: false })).status).toBe(403)
  })

  it('changes values that production serves only with permission for production', async () => {
    await admin('POST', '/projects/default/flags', {
      key: 'price',
      type: 'number',
      variants: { low: 1, high: 2 },
    })
    const { call } = await member('Vara', 'editor')
    const change = (body: object) => call('PATCH', '/projects/default/flags/price', body)
    expect((await change({ description: 'What it costs.' })).status).toBe(200)
    expect((await change({ variants: { low: 1, high: 2, top: 3 } })).status).toBe(200)
    expect((await change({ variants: { low: 5, high: 2, top: 3 } })).body.code).toBe(
      'permission_denied',
    )
    expect((await change({ clientSide: false })).body.code).toBe('permission_denied')
  })

  it('undoes a change only when they might have made it', async () => {
    await admin('PATCH', `${PRODUCTION}/flags/sky`, { on: true })
    const { body } = await admin<AuditList>('GET', '/projects/default/audit?environment=production')
    const entry = body.entries[0]?.id
    const { call } = await member('Udo', 'editor')
    const path = `/projects/default/audit/${entry}/revert`
    expect((await call('GET', path)).status).toBe(200)
    expect((await call('POST', path)).body.code).toBe('permission_denied')
  })

  it('has lost at once what was taken away', async () => {
    const { call, email } = await member('Lou', 'editor')
    expect((await call('GET', '/projects/default')).status).toBe(200)
    const { id } = await membershipOf(admin, email)
    expect((await admin('DELETE', `/projects/default/members/${id}`)).status).toBe(204)
    expect((await call('GET', '/projects/default')).body.code).toBe('project_not_found')
  })
})

describe('who manages members', () => {
  it('gives no more than they hold, and takes no more', async () => {
    await admin('POST', '/roles', {
      key: 'host',
      name: 'Host',
      permissions: ['member.manage', 'flag.kill'],
      inProduction: [],
    })
    const host = await member('Hope', 'host')
    const guest = await join(server, { name: 'Guest' })
    const give = (role: string, environment: string | null = null) =>
      host.call('POST', '/projects/default/members', { email: guest.email, role, environment })
    for (const role of ['editor', 'releaser', 'administrator']) {
      const { status, body } = await give(role)
      expect([role, status, body.code]).toEqual([role, 403, 'permission_denied'])
    }
    // The same role gives more where it is for production itself.
    expect((await give('host', 'production')).body.detail).toContain('flag.kill in production')
    expect((await give('viewer')).status).toBe(201)
    const held = await membershipOf(admin, guest.email)
    const change = (role: string) =>
      host.call('PATCH', `/projects/default/members/${held.id}`, { role })
    expect((await change('administrator')).status).toBe(403)
    expect((await change('host')).status).toBe(200)
    const boss = await member('Boss', 'administrator')
    const { id } = await membershipOf(admin, boss.email)
    expect((await host.call('DELETE', `/projects/default/members/${id}`)).status).toBe(403)
    const token = { name: 'mighty', memberships: [{ role: 'administrator' }] }
    expect((await host.call('POST', '/projects/default/tokens', token)).status).toBe(403)
    const invitation = {
      email: 'new@shop.example',
      memberships: [{ project: 'default', environment: null, role: 'administrator' }],
    }
    expect((await host.call('POST', '/invitations', invitation)).status).toBe(403)
  })

  it('cannot reach into a project they are no member of', async () => {
    const boss = await member('Otto', 'administrator')
    const { id } = await membershipOf(admin, boss.email)
    await admin('POST', '/projects/other/members', { email: boss.email, role: 'viewer' })
    expect((await boss.call('DELETE', `/projects/other/members/${id}`)).status).toBe(403)
    expect((await admin('DELETE', `/projects/other/members/${id}`)).body.code).toBe(
      'membership_not_found',
    )
  })

  it('is told when somebody is unknown, or has a role there already', async () => {
    const add = (email: string) =>
      admin('POST', '/projects/default/members', { email, role: 'viewer' })
    expect((await add('nobody@shop.example')).body.code).toBe('person_not_found')
    const { email } = await member('Dora', 'viewer')
    expect((await add(email)).body.code).toBe('already_exists')
  })

  it('may leave, even as the last administrator', async () => {
    await admin('POST', '/projects', { key: 'left' })
    const memberships = [{ project: 'left', environment: null, role: 'administrator' }]
    const { cookie, email } = await join(server, { name: 'Leaver', memberships })
    const list = await as({ cookie })<{ members: MemberView[] }>('GET', '/projects/left/members')
    const own = list.body.members.find((one) => one.email === email)?.memberships[0]
    const left = await as({ cookie })('DELETE', `/projects/left/members/${own?.id}`)
    expect(left.status).toBe(204)
    expect((await as({ cookie })('GET', '/projects/left')).status).toBe(404)
  })

  it('is found by name or address, and listed by name, page by page', async () => {
    await admin('POST', '/projects', { key: 'crowd' })
    const memberships = ['production', null].map((environment) => ({
      project: 'crowd',
      environment,
      role: 'viewer',
    }))
    for (const name of ['Cyd', 'Abe', 'Bea']) await join(server, { name, memberships })
    // Administrators of the installation are in every project's list.
    const list = async (query: Record<string, string>) => {
      const path = `/projects/crowd/members?${new URLSearchParams(query)}`
      const { body } = await admin<MemberList>('GET', path)
      return { ...body, names: body.members.map(({ name }) => name) }
    }
    const everybody = await list({})
    expect(everybody.names).toEqual(expect.arrayContaining(['Abe', 'Bea', 'Cyd']))
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list({
        limit: '1',
        ...(cursor && { cursor }),
      })
      paged.push(...page.names)
      cursor = page.nextCursor
    }
    expect(paged).toEqual(everybody.names)
    const found = await list({ search: 'BEA' })
    expect(found.names).toEqual(['Bea'])
    expect(found.members[0]?.memberships.map(({ environment }) => environment)).toEqual(
      expect.arrayContaining(['production', null]),
    )
    const { status } = await admin('GET', '/projects/crowd/members?cursor=nonsense')
    expect(status).toBe(400)
  })

  it('finds every step in the history', async () => {
    const { email } = await member('Hist', 'viewer')
    const { id } = await membershipOf(admin, email)
    await admin('PATCH', `/projects/default/members/${id}`, { role: 'editor' })
    await admin('DELETE', `/projects/default/members/${id}`)
    const { body } = await admin<AuditList>(
      'GET',
      '/projects/default/audit?targetType=member&target=hist@shop.example',
    )
    expect(body.entries.map(({ action, before, after }) => [action, before, after])).toEqual([
      ['member.removed', { role: 'editor', environment: null }, null],
      [
        'member.changed',
        { role: 'viewer', environment: null },
        { role: 'editor', environment: null },
      ],
      ['member.added', null, { role: 'viewer', environment: null }],
    ])
  })
})

describe('a custom role', () => {
  it('is a set of permissions, changes for all who have it, and goes when nobody has', async () => {
    const made = await admin<RoleView>('POST', '/roles', {
      key: 'on-call',
      name: 'On call',
      permissions: ['flag.kill'],
      inProduction: [],
    })
    expect(made.body.permissions).toEqual(['project.view', 'flag.kill'])
    const { call, email } = await member('Cora', 'on-call')
    const kill = () => call('POST', `${PRODUCTION}/flags/sky/kill`, {})
    expect((await kill()).status).toBe(403)
    await admin('PATCH', '/roles/on-call', { inProduction: ['flag.kill'] })
    expect((await kill()).status).toBe(200)
    expect((await admin('DELETE', '/roles/on-call')).body.code).toBe('role_in_use')
    const { id } = await membershipOf(admin, email)
    await admin('DELETE', `/projects/default/members/${id}`)
    expect((await admin('DELETE', '/roles/on-call')).status).toBe(204)
  })

  it('is not changed by who did not see what somebody else made of it', async () => {
    const key = 'contended'
    await admin('POST', '/roles', {
      key,
      name: 'Contended',
      permissions: ['flag.kill', 'flag.configure'],
      inProduction: ['flag.kill'],
    })
    const path = `/roles/${key}`
    // In another order, and without what every role has: a set is a set.
    const seen = {
      name: 'Contended',
      permissions: ['flag.kill', 'flag.configure'],
      inProduction: ['flag.kill'],
    }
    const taken = { inProduction: [], expected: seen, comment: 'Too much.' }
    expect((await admin('PATCH', path, taken)).status).toBe(200)

    const late = { permissions: ['flag.kill'], inProduction: ['flag.kill'], expected: seen }
    const refused = await admin('PATCH', path, late)
    expect([refused.status, refused.body.code]).toEqual([409, 'stale_version'])
    expect(refused.body.current).toMatchObject({ key, inProduction: [] })
    // Who goes by a part of it is refused for that part only.
    expect(
      (await admin('PATCH', path, { name: 'C', expected: { name: 'Contended' } })).status,
    ).toBe(200)

    const { body } = await admin<AuditList>('GET', '/audit?action=role.updated&target=contended')
    expect(body.entries.map(({ comment }) => comment)).toEqual([null, 'Too much.'])
  })

  it('says how many have it: each once, and no token that ended', async () => {
    const key = 'counted'
    await admin('POST', '/roles', { key, name: key, permissions: [], inProduction: [] })
    const holders = async () => (await admin<RoleHolders>('GET', `/roles/${key}/holders`)).body
    expect(await holders()).toEqual({ people: 0, tokens: 0 })
    await join(server, {
      name: 'Twice',
      memberships: [
        { project: 'default', environment: 'development', role: key },
        { project: 'other', environment: null, role: key },
      ],
    })
    const ids: string[] = []
    for (const name of ['ends', 'goes on']) {
      const { body } = await admin<ServiceTokenView>('POST', '/projects/default/tokens', {
        name,
        memberships: [{ role: key }],
      })
      ids.push(body.id)
    }
    expect(await holders()).toEqual({ people: 1, tokens: 2 })
    await admin('DELETE', `/projects/default/tokens/${ids[0]}`)
    expect(await holders()).toEqual({ people: 1, tokens: 1 })
    expect((await admin('GET', '/roles/nobody/holders')).body.code).toBe('role_not_found')
  })

  it('cannot hold the installation, nor take a key that is taken', async () => {
    const role = {
      key: 'root',
      name: 'Root',
      permissions: ['installation.manage'],
      inProduction: [],
    }
    expect((await admin('POST', '/roles', role)).status).toBe(400)
    const viewer = { ...role, key: 'viewer', permissions: [] }
    expect((await admin('POST', '/roles', viewer)).body.code).toBe('already_exists')
    expect((await admin('PATCH', '/roles/viewer', { name: 'x' })).body.code).toBe('role_not_found')
    const unknown = { email: 'x@shop.example', role: 'wizard' }
    expect((await admin('POST', '/projects/default/members', unknown)).body.code).toBe(
      'role_not_found',
    )
  })
})
