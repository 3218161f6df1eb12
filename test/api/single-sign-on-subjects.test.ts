import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browse } from '../support/browse.ts'
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts'
import { createPerson, type Person } from '../support/person.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const ANA = { name: 'Ana', email: 'ana@shop.example', password: 'correct horse battery' }

const PASSWORD = { email: ANA.email, password: ANA.password }

let provider: IdentityProvider
let server: TestServer
let ana: Person
let id: string

beforeAll(async () => {
  server = await startTestServer()
  provider = await startIdentityProvider(`${server.url}/api/v1/sso/callback`)
  const token = new URL(server.setupUrl ?? '').hash.replace('#token=', '')
  ana = createPerson(server.url)
  expect(await ana.outcome('POST', '/setup', { ...ANA, token })).toBe(201)
  const { issuer, clientId, clientSecret } = provider
  const settings = { name: 'Example', issuer, clientId, clientSecret, domains: ['shop.example'] }
  const made = await ana.request('PUT', '/sso', { ...settings, signUp: false, memberships: [] })
  expect(made.status).toBe(200)
  const { body } = await ana.request<{ id: string }>('GET', '/me')
  id = body.id
})
afterAll(async () => {
  await server.stop()
  await provider.close()
})

function signIn(sub: string) {
  provider.signsIn({ sub, email: ANA.email, email_verified: true, name: sub })
  return browse(server.url, '/api/v1/sso/start?next=/')
}

describe('an account that is linked to one subject', () => {
  it('is not given to another subject that has its address next', async () => {
    expect((await signIn('old-ana')).me).toMatchObject({ email: ANA.email })
    const { at, me } = await signIn('new-hire')
    expect([at, me]).toMatchObject(['/sign-in?sso=another', { code: 'unauthorized' }])
    // Nor afterwards; and nothing changes for whose it is.
    expect((await signIn('new-hire')).at).toBe('/sign-in?sso=another')
    expect((await signIn('old-ana')).me).toMatchObject({ email: ANA.email })
  })

  it('is given to one of two who come at the same moment with its address', async () => {
    expect(await unlink()).toBe(200)
    const [one, other] = await Promise.all([linkAs('twin-1'), linkAs('twin-2')])
    expect([one, other].toSorted()).toEqual(['duplicate', 'linked'])
  })

  it('is linked anew once an administrator has unlinked it, which ends its sessions', async () => {
    await ana.request('POST', '/sign-in', PASSWORD)
    expect(await unlink()).toBe(200)
    const before = await signIn('old-ana')
    await ana.request('POST', '/sign-in', PASSWORD)
    expect(await unlink()).toBe(200)
    expect(await before.person.outcome('GET', '/me')).toBe('unauthorized')
    expect((await signIn('new-ana')).me).toMatchObject({ email: ANA.email })
    expect((await signIn('old-ana')).at).toBe('/sign-in?sso=another')
    await ana.request('POST', '/sign-in', PASSWORD)
    const { body } = await ana.request<{ entries: object[] }>('GET', '/audit')
    expect(body.entries).toContainEqual(
      expect.objectContaining({
        action: 'account.unlinked',
        before: { issuer: provider.issuer },
        target: { type: 'user', key: ANA.email },
      }),
    )
  })

  it('is unlinked by administrators of the installation alone', async () => {
    const path = `/people/${id}/single-sign-on`
    expect(await createPerson(server.url).outcome('DELETE', path)).toBe('unauthorized')
    const { body } = await server.admin.request('DELETE', '/people/nobody/single-sign-on')
    expect(body).toMatchObject({ code: 'person_not_found' })
  })
})

it('keeps the older of two links, and ends the sessions, when a server is upgraded', async () => {
  await unlink()
  const { person } = await signIn('old-ana')
  const sql = await readFile('migrations/0015_one_subject_a_person.sql', 'utf8')
  await onDatabase(async (client) => {
    await client.query('drop index account_of_provider')
    await insertLink(client, 'new-hire')
    await client.query('begin')
    for (const statement of sql.split('--> statement-breakpoint')) await client.query(statement)
    await client.query('commit')
  })
  expect(await person.outcome('GET', '/me')).toBe('unauthorized')
  expect((await signIn('new-hire')).at).toBe('/sign-in?sso=another')
  expect((await signIn('old-ana')).me).toMatchObject({ email: ANA.email })
})

const unlink = async () =>
  (await server.admin.request('DELETE', `/people/${id}/single-sign-on`)).status

/** As a replica would that has looked for links before the other wrote its own. */
function linkAs(subject: string): Promise<'linked' | 'duplicate'> {
  return onDatabase((client) =>
    insertLink(client, subject).then(
      () => 'linked' as const,
      (error: pg.DatabaseError) => {
        expect(error.code).toBe('23505')
        return 'duplicate' as const
      },
    ),
  )
}

async function insertLink(client: pg.Client, subject: string): Promise<void> {
  await client.query(
    'insert into account (id, account_id, provider_id, user_id) values ($1, $1, $2, $3)',
    [subject, `sso:${provider.issuer}`, id],
  )
}

async function onDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server.databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
