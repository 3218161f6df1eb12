import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { cookieHeader, createPerson, type Person } from '../support/person.ts'
import { queryValue } from '../support/query-value.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { appCode } from '../support/totp.ts'

const ANA = { name: 'Ana', email: 'ana@shop.example', password: 'correct horse battery' }
const UNLIMITED = { signIn: 0, api: 0, sdk: 0 }

let server: TestServer
let ana: Person

beforeAll(async () => {
  server = await startTestServer({ config: { rateLimits: UNLIMITED } })
  const token = new URL(server.setupUrl ?? '').hash.replace('#token=', '')
  ana = createPerson(server.url)
  expect(await ana.outcome('POST', '/setup', { ...ANA, token })).toBe(201)
})
afterAll(() => server.stop())

/** Somebody with an account, signed in. */
async function join(name: string) {
  const email = `${name}@shop.example`
  const password = `the password of ${name}`
  const memberships = [{ project: 'default', environment: null, role: 'viewer' }]
  const { body } = await ana.request<{ link: string }>('POST', '/invitations', {
    email,
    memberships,
  })
  const cookies = new Map<string, string>()
  const person = createPerson(server.url, cookies)
  const token = tokenOf(body.link)
  const joined = await person.outcome('POST', '/invitations/acceptance', { token, name, password })
  expect(joined).toBe(201)
  return { person, cookies, email, password }
}

function tokenOf(link: string): string {
  return new URL(link).hash.replace('#token=', '')
}

async function idOf(email: string): Promise<string> {
  const path = `/people?search=${encodeURIComponent(email)}`
  const { body } = await ana.request<{ people: { id: string }[] }>('GET', path)
  return body.people[0]?.id ?? ''
}

async function enrol(person: Person, password: string): Promise<{ uri: string; codes: string[] }> {
  const { body } = await person.request<{ uri: string }>('POST', '/account/second-factor', {
    password,
  })
  const confirmed = await person.request<{ recoveryCodes: string[] }>(
    'POST',
    '/account/second-factor/confirmation',
    { code: appCode(body.uri) },
  )
  expect(confirmed.status).toBe(200)
  return { uri: body.uri, codes: confirmed.body.recoveryCodes }
}

const SECOND_STEP = '/sign-in/second-factor'

describe('a second factor', () => {
  it('is asked for once a code has confirmed it, and a code is good once', async () => {
    const { person, email, password } = await join('bea')
    expect(
      await person.outcome('POST', '/account/second-factor', { password: 'wrong horse battery' }),
    ).toBe('invalid_request')
    const begun = await person.request<{ uri: string }>('POST', '/account/second-factor', {
      password,
    })
    expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\/Bunting(:|%3A)bea/)
    const confirm = (code: string) =>
      person.outcome('POST', '/account/second-factor/confirmation', { code })
    expect(await confirm('000000')).toBe('invalid_request')
    // Not confirmed: the password is enough.
    const elsewhere = createPerson(server.url)
    expect(await elsewhere.outcome('POST', '/sign-in', { email, password })).toBe(200)
    const code = appCode(begun.body.uri)
    expect(await confirm(code)).toBe(200)
    expect(await person.outcome('GET', '/projects')).toBe(200)
    expect(await confirm(appCode(begun.body.uri, 1))).toBe('invalid_request')

    const later = createPerson(server.url)
    expect(await later.outcome('POST', '/sign-in', { email, password })).toBe(
      'second_factor_required',
    )
    expect(await later.outcome('GET', '/projects')).toBe('unauthorized')
    expect(await later.outcome('POST', SECOND_STEP, { code })).toBe('second_factor_required')
    expect(await later.outcome('GET', '/projects')).toBe('unauthorized')
    const next = appCode(begun.body.uri, 1)
    expect(await later.outcome('POST', SECOND_STEP, { code: next })).toBe(200)
    expect(await later.outcome('GET', '/projects')).toBe(200)
    // Neither the newest nor the one before it.
    for (const used of [code, next]) {
      const again = createPerson(server.url)
      await again.request('POST', '/sign-in', { email, password })
      expect(await again.outcome('POST', SECOND_STEP, { code: used })).toBe(
        'second_factor_required',
      )
    }
  })

  it('can be a recovery code, each of which works once and which can be replaced', async () => {
    const { person, email, password } = await join('cem')
    const { codes } = await enrol(person, password)
    expect(new Set(codes).size).toBe(10)
    const signInWith = async (code: string | undefined) => {
      const elsewhere = createPerson(server.url)
      await elsewhere.request('POST', '/sign-in', { email, password })
      return elsewhere.outcome('POST', SECOND_STEP, { code })
    }
    expect(await signInWith(codes[0])).toBe(200)
    expect(await signInWith(codes[0])).toBe('second_factor_required')
    expect((await person.request('GET', '/account')).body).toMatchObject({ recoveryCodesLeft: 9 })
    const path = '/account/second-factor/recovery-codes'
    const { body } = await person.request<{ recoveryCodes: string[] }>('POST', path, { password })
    expect(await signInWith(codes[1])).toBe('second_factor_required')
    expect(await signInWith(body.recoveryCodes[0])).toBe(200)
  })

  it('ends a sign-in after five wrong codes', async () => {
    const { person, email, password } = await join('dan')
    const { uri } = await enrol(person, password)
    const guesser = createPerson(server.url)
    await guesser.request('POST', '/sign-in', { email, password })
    const wrong = appCode(uri) === '123456' ? '654321' : '123456'
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await guesser.outcome('POST', SECOND_STEP, { code: wrong })).toBe(
        'second_factor_required',
      )
    }
    const code = appCode(uri, 1)
    expect(await guesser.outcome('POST', SECOND_STEP, { code })).toBe('unauthorized')
    expect(await guesser.outcome('GET', '/projects')).toBe('unauthorized')
  })

  it('is removed by its person with the password, and by an administrator without', async () => {
    const { person, email, password } = await join('eva')
    await enrol(person, password)
    const remove = (typed: string) =>
      person.outcome('POST', '/account/second-factor/removal', { password: typed })
    expect(await remove('wrong horse battery')).toBe('invalid_request')
    expect(await remove(password)).toBe(204)
    expect(await person.outcome('GET', '/projects')).toBe(200)
    await enrol(person, password)

    const id = await idOf(email)
    expect(await person.outcome('DELETE', `/people/${id}/second-factor`)).toBe('permission_denied')
    expect(await ana.outcome('DELETE', `/people/${id}/second-factor`)).toBe(200)
    expect(await person.outcome('GET', '/projects')).toBe('unauthorized')
    expect(await person.outcome('POST', '/sign-in', { email, password })).toBe(200)
  })

  it('can be asked of everybody: who has none may set one up and nothing else', async () => {
    const { person, password } = await join('finn')
    expect(await ana.outcome('PATCH', '/account-policy', { secondFactorRequired: true })).toBe(200)
    try {
      expect(await person.outcome('GET', '/projects')).toBe('second_factor_missing')
      expect(await person.outcome('PATCH', '/account', { name: 'x' })).toBe('second_factor_missing')
      expect((await person.request('GET', '/me')).body).toMatchObject({ mustEnrol: true })
      await enrol(person, password)
      expect(await person.outcome('GET', '/projects')).toBe(200)
      expect((await person.request('GET', '/me')).body).toMatchObject({ mustEnrol: false })
      expect(await person.outcome('POST', '/account/second-factor/removal', { password })).toBe(
        'invalid_request',
      )
    } finally {
      await server.admin.request('PATCH', '/account-policy', { secondFactorRequired: false })
    }
  })
})

describe('sessions', () => {
  interface Session {
    id: string
    userAgent: string
    current: boolean
  }

  it('are listed and end at once, on every replica', async () => {
    const other = await startTestServer({ databaseUrl: server.databaseUrl })
    try {
      const { person, email, password } = await join('gus')
      const phone = createPerson(server.url)
      await phone.request('POST', '/sign-in', { email, password })
      const { body } = await person.request<{ sessions: Session[] }>('GET', '/account/sessions')
      expect(body.sessions).toHaveLength(2)
      expect(body.sessions.filter(({ current }) => current)).toHaveLength(1)
      const phones = body.sessions.find(({ current }) => !current)
      const there = phone.copy(other.url)
      expect(await there.outcome('GET', '/me')).toBe(200)

      // Of others they cannot even be seen.
      expect(await ana.outcome('DELETE', `/account/sessions/${phones?.id}`)).toBe(
        'session_not_found',
      )
      expect(await person.outcome('DELETE', `/account/sessions/${phones?.id}`)).toBe(204)
      expect(await there.outcome('GET', '/me')).toBe('unauthorized')
      expect(await phone.outcome('GET', '/me')).toBe('unauthorized')
      expect(await person.outcome('GET', '/me')).toBe(200)
    } finally {
      await other.stop()
    }
  })

  it('take the live page that they opened along', async () => {
    const { person, cookies } = await join('pia')
    const page = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/projects/default/live`, {
      headers: { cookie: cookieHeader(cookies) },
    })
    await once(page, 'message')
    const closed = once(page, 'close')
    const { body } = await person.request<{ sessions: Session[] }>('GET', '/account/sessions')
    expect(await person.outcome('DELETE', `/account/sessions/${body.sessions[0]?.id}`)).toBe(204)
    expect((await closed)[0]).toBe(4403)
  })

  it('other than this one end together, and all of them by an administrator', async () => {
    const { person, email, password } = await join('hana')
    const others = [createPerson(server.url), createPerson(server.url)]
    for (const one of others) await one.request('POST', '/sign-in', { email, password })
    expect(await person.outcome('DELETE', '/account/sessions')).toBe(204)
    for (const one of others) expect(await one.outcome('GET', '/me')).toBe('unauthorized')
    expect(await person.outcome('GET', '/me')).toBe(200)
    expect(await ana.outcome('DELETE', `/people/${await idOf(email)}/sessions`)).toBe(204)
    expect(await person.outcome('GET', '/me')).toBe('unauthorized')
  })

  it('are not made of a cookie that was tampered with', async () => {
    const { person } = await join('ida')
    const cookies = new Map<string, string>()
    const forged = createPerson(server.url, cookies)
    const token = await queryValue(
      server.databaseUrl,
      `select token from session join "user" u on u.id = user_id where u.email = 'ida@shop.example'`,
    )
    for (const signature of ['', '.', '.AAAA', `.${'A'.repeat(43)}=`]) {
      cookies.set('bunting.session_token', encodeURIComponent(`${token}${signature}`))
      expect(await forged.outcome('GET', '/me')).toBe('unauthorized')
    }
    expect(await person.outcome('GET', '/me')).toBe(200)
  })
})

describe('the own account', () => {
  it('has a name that can be changed', async () => {
    const { person } = await join('jo')
    expect(await person.outcome('PATCH', '/account', { name: 'Jo Doe' })).toBe(200)
    expect((await person.request('GET', '/me')).body).toMatchObject({ name: 'Jo Doe' })
  })

  it('has a password; a new one ends all other sessions', async () => {
    const { person, email, password } = await join('kim')
    const phone = createPerson(server.url)
    await phone.request('POST', '/sign-in', { email, password })
    const change = (currentPassword: string, newPassword: string) =>
      person.request('POST', '/account/password', { currentPassword, newPassword })
    const wrong = await change('wrong horse battery', 'another good password')
    expect(wrong.body).toMatchObject({ errors: [{ path: 'currentPassword' }] })
    expect((await change(password, 'short')).status).toBe(400)
    expect((await change(password, 'another good password')).status).toBe(204)
    expect(await phone.outcome('GET', '/me')).toBe('unauthorized')
    expect(await person.outcome('GET', '/me')).toBe(200)
    expect(await phone.outcome('POST', '/sign-in', { email, password })).toBe('unauthorized')
    const changed = { email, password: 'another good password' }
    expect(await phone.outcome('POST', '/sign-in', changed)).toBe(200)
  })

  it('is for people, not for tokens', async () => {
    for (const path of ['/account', '/account/sessions']) {
      const { body } = await server.admin.request('GET', path)
      expect(body.code).toBe('permission_denied')
    }
  })
})

describe('people', () => {
  it('are let in no longer when they are disabled, until they are enabled', async () => {
    const { person, email, password } = await join('lea')
    const path = `/people/${await idOf(email)}`
    expect(await person.outcome('PATCH', path, { administrator: true })).toBe('permission_denied')
    expect(await ana.outcome('PATCH', path, { disabled: true })).toBe(200)
    expect(await person.outcome('GET', '/me')).toBe('unauthorized')
    expect(await person.outcome('POST', '/sign-in', { email, password })).toBe('account_disabled')
    // Only who knows the password is told.
    const guess = { email, password: 'wrong horse battery' }
    expect(await person.outcome('POST', '/sign-in', guess)).toBe('unauthorized')
    expect(await ana.outcome('PATCH', path, { disabled: false })).toBe(200)
    expect(await person.outcome('POST', '/sign-in', { email, password })).toBe(200)

    // Nor are they who are half in.
    const { uri } = await enrol(person, password)
    const later = createPerson(server.url)
    await later.request('POST', '/sign-in', { email, password })
    await ana.request('PATCH', path, { disabled: true })
    const code = appCode(uri, 1)
    expect(await later.outcome('POST', SECOND_STEP, { code })).toBe('account_disabled')
    expect(await later.outcome('GET', '/me')).toBe('unauthorized')
  })

  it('are never left without an administrator, whoever takes the right from whom', async () => {
    const { email } = await join('max')
    const paths = [`/people/${await idOf(ANA.email)}`, `/people/${await idOf(email)}`]
    const [first = '', second = ''] = paths
    expect(await ana.outcome('PATCH', first, { administrator: false })).toBe('last_administrator')
    expect(await ana.outcome('PATCH', first, { disabled: true })).toBe('last_administrator')
    expect(await ana.outcome('PATCH', second, { administrator: true })).toBe(200)
    // Both at once: one of them stays.
    const outcomes = await Promise.all(
      paths.map((path) => server.admin.request('PATCH', path, { administrator: false })),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409])
    await server.admin.request('PATCH', first, { administrator: true })
    await server.admin.request('PATCH', second, { administrator: false })
  })

  it('are listed a page at a time, and found by name or address', async () => {
    await join('nele')
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await ana.request<{
        people: { email: string }[]
        nextCursor: string | null
      }>('GET', `/people?limit=3${cursor}`)
      expect(body.people.length).toBeLessThanOrEqual(3)
      seen.push(...body.people.map(({ email }) => email))
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`
    } while (cursor !== '')
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toContain('nele@shop.example')
    expect(String(seen.length)).toBe(
      await queryValue(server.databaseUrl, 'select count(*) from "user"'),
    )
    expect(await ana.outcome('GET', '/people?cursor=nonsense')).toBe('invalid_request')
  })
})
