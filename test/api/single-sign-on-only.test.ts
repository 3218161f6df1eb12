import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Arrival, browse } from '../support/browse.ts'
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts'
import { join, PASSWORD } from '../support/join.ts'
import { createPerson, type Person } from '../support/person.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const ANA = { name: 'Ana', email: 'ana@shop.example', password: PASSWORD }
const NO_LIMITS = { rateLimits: { signIn: 0, api: 0, sdk: 0 } }
const NOT_PROVEN = 'sso_unproven'

let provider: IdentityProvider
let server: TestServer
/** An administrator who signed in with her password. */
let ana: Person

beforeAll(async () => {
  server = await startTestServer({ config: NO_LIMITS })
  provider = await startIdentityProvider(`${server.url}/api/v1/sso/callback`)
  await join(server, { name: 'Ana', administrator: true })
})
afterAll(async () => {
  await server.stop()
  await provider.close()
})
beforeEach(async () => {
  await server.admin.request('PATCH', '/account-policy', { ssoRequired: false })
  ana = await byPassword()
})

async function byPassword(): Promise<Person> {
  const person = createPerson(server.url)
  const { email, password } = ANA
  expect(await person.outcome('POST', '/sign-in', { email, password })).toBe(200)
  return person
}

function throughProvider(email: string): Promise<Arrival> {
  provider.signsIn({ sub: `p-${email}`, email, email_verified: true, name: 'N.' })
  return browse(server.url, '/api/v1/sso/start')
}

const settings = (more: object = {}) => ({
  name: 'Example',
  issuer: provider.issuer,
  clientId: provider.clientId,
  clientSecret: provider.clientSecret,
  domains: ['shop.example'],
  signUp: false,
  memberships: [],
  ...more,
})

const requireSso = (person: Person) =>
  person.outcome('PATCH', '/account-policy', { ssoRequired: true })

describe('single sign-on becomes the only way in', () => {
  it('not before it is set up', async () => {
    expect(await requireSso(ana)).toBe('sso_not_configured')
  })

  it('not before an administrator has come in by it, as it is set up now', async () => {
    await ana.request('PUT', '/sso', settings())
    expect(await requireSso(ana)).toBe(NOT_PROVEN)
    // Somebody else did: that shows nothing about administrators.
    await join(server, { name: 'Vic' })
    expect((await throughProvider('vic@shop.example')).me).toMatchObject({ administrator: false })
    expect(await requireSso(ana)).toBe(NOT_PROVEN)
    expect((await ana.request('GET', '/sso')).body).toMatchObject({ proven: false })

    await throughProvider(ANA.email)
    expect((await ana.request('GET', '/sso')).body).toMatchObject({ proven: true })
    await ana.request('PUT', '/sso', settings({ domains: ['elsewhere.example'] }))
    expect(await requireSso(ana)).toBe(NOT_PROVEN)
    await ana.request('PUT', '/sso', settings({ clientSecret: 'wrong' }))
    expect(await requireSso(ana)).toBe(NOT_PROVEN)
    // What says nothing about who gets in, leaves it as it is.
    await ana.request('PUT', '/sso', settings({ name: 'Work', signUp: true }))
    expect(await requireSso(ana)).toBe(200)
  })

  it('not when the administrator who came in by it is one no longer', async () => {
    await join(server, { name: 'Bo', administrator: true })
    await throughProvider('bo@shop.example')
    const { body } = await ana.request<{ people: { id: string }[] }>('GET', '/people?search=bo@')
    await ana.request('PATCH', `/people/${body.people[0]?.id}`, { administrator: false })
    expect(await requireSso(ana)).toBe(NOT_PROVEN)
  })

  it('by nobody else than who may manage the installation', async () => {
    const { person } = await throughProvider('vic@shop.example')
    expect(await requireSso(person)).toBe('permission_denied')
  })
})

describe('where single sign-on is the only way in', () => {
  let boss: Person
  let close: () => Promise<void>
  beforeEach(async () => {
    await server.admin.request('PUT', '/sso', settings())
    boss = (await throughProvider(ANA.email)).person
    close = async () => expect(await requireSso(boss)).toBe(200)
  })

  it('whoever signed in with a password is out at once, and for good; who came through the provider is not', async () => {
    const { body } = await ana.request<{ token: string }>('POST', '/me/tokens', { name: 'mine' })
    await close()
    expect(await ana.outcome('GET', '/me')).toBe('unauthorized')
    expect(await boss.outcome('GET', '/me')).toBe(200)
    const byToken = await fetch(`${server.url}/api/v1/projects`, {
      headers: { authorization: `Bearer ${body.token}` },
    })
    expect(byToken.status).toBe(200)
    // A session that was ended does not come back with the passwords.
    expect(await boss.outcome('PATCH', '/account-policy', { ssoRequired: false })).toBe(200)
    expect(await ana.outcome('GET', '/me')).toBe('unauthorized')
    await byPassword()
  })

  it('refuses everything that takes or makes a password, whoever asks, and says what to do', async () => {
    const invited = await server.admin.request<{ link: string }>('POST', '/invitations', {
      email: 'new@shop.example',
      memberships: [{ project: 'default', environment: null, role: 'viewer' }],
    })
    const { body } = await boss.request<{ people: { id: string }[] }>('GET', '/people?search=ana@')
    const path = `/people/${body.people[0]?.id}`
    const { link } = (await server.admin.request<{ link: string }>('POST', `${path}/password-link`))
      .body
    const tokenIn = (made: string) => new URL(made).hash.replace('#token=', '')
    await close()
    const { email, password } = ANA
    const nobody = createPerson(server.url)
    const newPassword = 'a brand new password'
    const asked: [Person, string, object][] = [
      [nobody, '/sign-in', { email, password }],
      [nobody, '/sign-in', { email: 'nobody@shop.example', password }],
      [nobody, '/sign-in/second-factor', { code: '123456' }],
      [nobody, '/password-resets', { email }],
      [nobody, '/password-resets/redemption', { token: tokenIn(link), password }],
      [
        nobody,
        '/invitations/acceptance',
        { token: tokenIn(invited.body.link), name: 'New', password },
      ],
      [boss, '/account/password', { currentPassword: password, newPassword }],
      [boss, '/account/second-factor', { password }],
      [boss, '/account/second-factor/confirmation', { code: '123456' }],
      [boss, '/account/second-factor/recovery-codes', { password }],
      [boss, '/account/second-factor/removal', { password }],
      [boss, `${path}/password-link`, {}],
    ]
    for (const [person, route, content] of asked) {
      const answer = await person.request('POST', route, content)
      expect([route, answer.status, answer.body.code]).toEqual([route, 403, 'sso_required'])
      expect(answer.body.detail).toContain('sign in through single sign-on')
    }
    expect((await nobody.request('GET', '/sign-in')).body).toMatchObject({
      sso: 'Example',
      password: false,
    })
    // Who is invited comes in through the provider, with what the invitation brings along.
    const { person } = await throughProvider('new@shop.example')
    expect(await person.outcome('GET', '/projects/default')).toBe(200)
    expect(await boss.outcome('GET', '/me')).toBe(200)
  })

  it('asks nobody for a second factor: that is the provider’s to do', async () => {
    await server.admin.request('PATCH', '/account-policy', { secondFactorRequired: true })
    await close()
    expect(await boss.outcome('GET', '/projects')).toBe(200)
    await server.admin.request('PATCH', '/account-policy', { secondFactorRequired: false })
  })

  it('cannot be taken away, led elsewhere or closed to a domain; its secret and name can change', async () => {
    await close()
    expect(await boss.outcome('DELETE', '/sso')).toBe('sso_in_use')
    const put = (more: object) => boss.outcome('PUT', '/sso', settings(more))
    expect(await put({ domains: ['other.example'] })).toBe('sso_in_use')
    expect(await put({ clientId: 'another' })).toBe('sso_in_use')
    const domains = ['shop.example', 'other.example']
    expect(await put({ domains, name: 'Work', clientSecret: 'renewed' })).toBe(200)
    expect(await put({ domains })).toBe(200)
  })

  it('is opened again by whoever holds the server, and the history says so', async () => {
    await close()
    const { body } = await server.admin.request('PATCH', '/account-policy', { ssoRequired: false })
    expect(body).toMatchObject({ ssoRequired: false })
    ana = await byPassword()
    const { entries } = (await ana.request<AuditList>('GET', '/audit?limit=50')).body
    const changes = entries.filter(({ action }) => action === 'account-policy.changed').slice(0, 2)
    expect(changes).toMatchObject([
      {
        actor: { name: 'admin token' },
        before: { ssoRequired: true },
        after: { ssoRequired: false },
      },
      { actor: { name: ANA.name }, before: { ssoRequired: false }, after: { ssoRequired: true } },
    ])
  })
})
