import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browse } from '../support/browse.ts'
import { databaseText } from '../support/database-text.ts'
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts'
import { createPerson, keep, type Person } from '../support/person.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const ANA = { name: 'Ana', email: 'ana@shop.example', password: 'correct horse battery' }

let provider: IdentityProvider
let server: TestServer
let ana: Person

beforeAll(async () => {
  server = await startTestServer()
  provider = await startIdentityProvider(`${server.url}/api/v1/sso/callback`)
  const token = new URL(server.setupUrl ?? '').hash.replace('#token=', '')
  ana = createPerson(server.url)
  expect(await ana.outcome('POST', '/setup', { ...ANA, token })).toBe(201)
})
afterAll(async () => {
  await server.stop()
  await provider.close()
})

function settings(more: object = {}): object {
  return {
    name: 'Example',
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    domains: ['shop.example'],
    signUp: false,
    memberships: [{ project: 'default', environment: null, role: 'viewer' }],
    ...more,
  }
}

const signIn = (next = '/default/production/flags?search=x') =>
  browse(server.url, `/api/v1/sso/start?next=${encodeURIComponent(next)}`)

describe('before it is set up', () => {
  it('is not there', async () => {
    expect(await ana.outcome('GET', '/sso/start')).toBe('sso_not_configured')
    expect((await ana.request('GET', '/sign-in')).body).toMatchObject({ sso: null })
  })

  it('asks the provider whether it is one', async () => {
    const issuer = `${provider.issuer}/nothing`
    const { body } = await ana.request('PUT', '/sso', settings({ issuer }))
    expect(body).toMatchObject({ errors: [{ path: 'issuer' }] })
    // In clear text to another machine: never.
    const far = await ana.request('PUT', '/sso', settings({ issuer: 'http://login.example' }))
    expect(far.body).toMatchObject({ errors: [{ path: 'issuer' }] })
    expect(await ana.outcome('GET', '/sso/start')).toBe('sso_not_configured')
  })

  it('is not set up by who changes what was there and is not any more', async () => {
    const expected = { name: 'Theirs' }
    expect(await ana.outcome('PUT', '/sso', settings({ expected }))).toBe('stale_version')
  })
})

describe('single sign-on', () => {
  beforeAll(async () => {
    const nothing = { name: '', issuer: '', domains: [] }
    const { body } = await ana.request('PUT', '/sso', settings({ expected: nothing }))
    const redirectUri = `${server.url}/api/v1/sso/callback`
    expect(body).toMatchObject({ from: 'settings', redirectUri })
  })

  it('answers its secret to nobody and keeps it when another setting changes', async () => {
    const { clientSecret: _, ...rest } = settings({ name: 'Work' }) as { clientSecret: string }
    expect(await ana.outcome('PUT', '/sso', rest)).toBe(200)
    const { body } = await ana.request('GET', '/sso')
    expect(body).toMatchObject({ name: 'Work', hasSecret: true })
    expect(JSON.stringify(body)).not.toContain(provider.clientSecret)
    expect(await databaseText(server.databaseUrl)).not.toContain(provider.clientSecret)
    expect((await ana.request('GET', '/sign-in')).body).toMatchObject({ sso: 'Work' })
    // Another provider must not be sent the secret of this one.
    const other = { ...rest, issuer: 'https://login.example' }
    expect((await ana.request('PUT', '/sso', other)).body).toMatchObject({
      errors: [{ path: 'clientSecret' }],
    })
  })

  it('is not changed by who did not see what somebody else made of it', async () => {
    const expected = { name: 'Example', domains: ['shop.example'], memberships: [] }
    const { status, body } = await ana.request('PUT', '/sso', settings({ name: 'Mine', expected }))
    expect([status, body]).toMatchObject([
      409,
      { code: 'stale_version', current: { name: 'Work', domains: ['shop.example'] } },
    ])
    expect(JSON.stringify(body)).not.toContain(provider.clientSecret)
    expect((await ana.request('GET', '/sso')).body).toMatchObject({ name: 'Work' })
    const seen = settings({ expected: { name: 'Work', clientId: provider.clientId } })
    expect(await ana.outcome('PUT', '/sso', seen)).toBe(200)
  })

  it('keeps the roles that it gives', async () => {
    const role = { key: 'newcomer', name: 'Newcomer', permissions: [], inProduction: [] }
    await ana.request('POST', '/roles', role)
    const memberships = [{ project: 'default', environment: null, role: 'newcomer' }]
    await ana.request('PUT', '/sso', settings({ memberships }))
    expect(await ana.outcome('DELETE', '/roles/newcomer')).toBe('role_in_use')
    await ana.request('PUT', '/sso', settings())
    expect(await ana.outcome('DELETE', '/roles/newcomer')).toBe(204)
  })

  it('links who has an account already, and comes back to where one wanted to go', async () => {
    provider.signsIn({ sub: 'p-ana', email: 'Ana@shop.example', email_verified: true, name: 'A.' })
    const { at, me } = await signIn()
    expect(at).toBe('/default/production/flags?search=x')
    expect(me).toMatchObject({ email: ANA.email, name: 'Ana', administrator: true })
    // From then on by the provider's name for her, not by her address.
    provider.signsIn({ sub: 'p-ana', email: 'ana.new@shop.example', email_verified: true })
    expect((await signIn()).me).toMatchObject({ email: ANA.email })
  })

  it.each([
    [
      'an address that is not verified',
      { email: 'ana@shop.example', email_verified: false },
      'unverified',
    ],
    ['an address of which the provider says nothing', { email: 'ana@shop.example' }, 'unverified'],
    ['no address', {}, 'unverified'],
    ['an address of another domain', { email: 'ana@evil.example', email_verified: true }, 'domain'],
    [
      'a domain that only ends alike',
      { email: 'x@notshop.example', email_verified: true },
      'domain',
    ],
    [
      'somebody without an account',
      { email: 'new@shop.example', email_verified: true },
      'no-account',
    ],
  ])('does not let in %s', async (_, claims, why) => {
    provider.signsIn({ sub: `p-${Math.random()}`, ...claims })
    const { at, me } = await signIn()
    expect(at).toBe(`/sign-in?sso=${why}`)
    expect(me).toMatchObject({ code: 'unauthorized' })
  })

  it('takes the invitation that waits for the address', async () => {
    const memberships = [{ project: 'default', environment: null, role: 'editor' }]
    const email = 'invited@shop.example'
    await ana.request('POST', '/invitations', { email, memberships })
    provider.signsIn({ sub: 'p-invited', email, email_verified: true, name: 'In Vited' })
    expect((await signIn()).me).toMatchObject({ email, name: 'In Vited', administrator: false })
    const { body } = await ana.request<{ invitations: object[] }>('GET', '/invitations')
    expect(body.invitations).toMatchObject([{ email, state: 'accepted' }])
  })

  it('makes an account at the first sign-in, with its memberships, where that is allowed', async () => {
    expect(await ana.outcome('PUT', '/sso', settings({ signUp: true }))).toBe(200)
    const email = 'joins@shop.example'
    provider.signsIn({ sub: 'p-joins', email, email_verified: true })
    const jars = new Map<string, Map<string, string>>()
    expect((await browse(server.url, '/api/v1/sso/start', jars)).me).toMatchObject({
      email,
      name: email,
    })
    const joined = createPerson(server.url, jars.get(new URL(server.url).host))
    expect(await joined.outcome('GET', '/projects/default')).toBe(200)
    expect(
      await joined.outcome('PATCH', '/projects/default/environments/staging/flags/none', {}),
    ).toBe('permission_denied')

    const people = `/people?search=${email}`
    const { body } = await ana.request<{ people: { id: string }[] }>('GET', people)
    expect(body.people).toMatchObject([{ signsInWith: ['sso'] }])
    expect(await ana.outcome('PATCH', `/people/${body.people[0]?.id}`, { disabled: true })).toBe(
      200,
    )
    expect(await joined.outcome('GET', '/me')).toBe('unauthorized')
    expect((await signIn()).at).toBe('/sign-in?sso=disabled')
  })

  it('takes no answer but that to its own question, in the browser that asked', async () => {
    provider.signsIn({ sub: 'p-ana', email: ANA.email, email_verified: true })
    const elsewhere = '/api/v1/sso/callback?code=stolen&state=guessed'
    expect((await browse(server.url, elsewhere)).at).toBe('/sign-in?sso=expired')
    // Asked, but for something else.
    const jars = new Map<string, Map<string, string>>()
    const jar = new Map<string, string>()
    jars.set(new URL(server.url).host, jar)
    keep(jar, await fetch(`${server.url}/api/v1/sso/start`, { redirect: 'manual' }))
    expect((await browse(server.url, elsewhere, jars)).at).toBe('/sign-in?sso=failed')
  })

  it('goes to no other place than a page of ours', async () => {
    provider.signsIn({ sub: 'p-ana', email: ANA.email, email_verified: true })
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/\r\nx: y']) {
      expect((await signIn(next)).at).toBe('/')
    }
  })

  it('is over when it is removed; accounts stay', async () => {
    expect(await ana.outcome('DELETE', '/sso')).toBe(204)
    expect(await ana.outcome('GET', '/sso/start')).toBe('sso_not_configured')
    const { email, password } = ANA
    expect(await ana.outcome('POST', '/sign-in', { email, password })).toBe(200)
  })
})

it('is not there for who cannot decrypt its secret, and can be set up anew', async () => {
  expect(await ana.outcome('PUT', '/sso', settings())).toBe(200)
  const authSecret = 'another secret of at least 32 characters'
  const other = await startTestServer({ databaseUrl: server.databaseUrl, config: { authSecret } })
  try {
    const { admin } = other
    expect((await admin.request('GET', '/sign-in')).body).toMatchObject({ sso: null })
    expect((await admin.request('GET', '/sso')).body).toMatchObject({ from: null })
    expect((await admin.request('PUT', '/sso', settings())).status).toBe(200)
    expect((await admin.request('GET', '/sign-in')).body).toMatchObject({ sso: 'Example' })
    // Nor are cookies worth anything there.
    expect(await ana.copy(other.url).outcome('GET', '/me')).toBe('unauthorized')
  } finally {
    await other.stop()
  }
})

it('is set up by the environment as well, and then by nothing else', async () => {
  const sso = {
    name: 'Env',
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    domains: ['shop.example'],
    signUp: false,
  }
  const other = await startTestServer({ databaseUrl: server.databaseUrl, config: { sso } })
  try {
    const { body } = await other.admin.request('GET', '/sso')
    expect(body).toMatchObject({ from: 'environment', name: 'Env', hasSecret: true })
    expect((await other.admin.request('PUT', '/sso', settings())).status).toBe(400)
    expect((await other.admin.request('DELETE', '/sso')).status).toBe(400)
  } finally {
    await other.stop()
  }
})
