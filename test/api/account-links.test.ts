import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseText } from '../support/database-text.ts'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { createPerson, type Person } from '../support/person.ts'
import { queryValue } from '../support/query-value.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { appCode } from '../support/totp.ts'
import { waitFor } from '../support/wait-for.ts'

const ANA = { name: 'Ana', email: 'ana@shop.example', password: 'correct horse battery' }
const PASSWORD = 'another good password'

let server: TestServer
let mailbox: Mailbox
let ana: Person

beforeAll(async () => {
  mailbox = await openMailbox()
  const mail = { smtpUrl: mailbox.url, from: 'Bunting <flags@shop.example>' }
  server = await startTestServer({ config: { mail } })
  const token = tokenOf(server.setupUrl ?? '')
  ana = createPerson(server.url)
  expect(await ana.outcome('POST', '/setup', { ...ANA, token })).toBe(201)
})
afterAll(async () => {
  await server.stop()
  await mailbox.close()
})

interface Invitation {
  id: string
  link: string
  mailed: boolean
  state: string
}

function tokenOf(text: string): string {
  return /#token=([\w-]+)/.exec(text)?.[1] ?? ''
}

async function invite(email: string, more: object = {}): Promise<Invitation> {
  const { status, body } = await ana.request<Invitation>('POST', '/invitations', { email, ...more })
  expect(status).toBe(201)
  return body
}

function accept(token: string, name = 'Somebody'): Promise<string | number> {
  const body = { token, name, password: PASSWORD }
  return createPerson(server.url).outcome('POST', '/invitations/acceptance', body)
}

async function stateOf(id: string): Promise<string | undefined> {
  const { body } = await ana.request<{ invitations: Invitation[] }>('GET', '/invitations')
  return body.invitations.find((one) => one.id === id)?.state
}

describe('an invitation', () => {
  it('goes out by mail and as a link, and makes one account with its memberships', async () => {
    const memberships = [
      { project: 'default', environment: null, role: 'viewer' },
      { project: 'default', environment: 'staging', role: 'editor' },
    ]
    const made = await invite('Tom@shop.example', { memberships })
    const { text } = await mailbox.letterTo('tom@shop.example')
    expect(made).toMatchObject({ email: 'tom@shop.example', mailed: true, state: 'open' })
    expect(text).toContain(made.link)
    expect(text).toContain('Ana invites you')

    const tom = createPerson(server.url)
    const token = tokenOf(made.link)
    const found = await tom.request('POST', '/invitations/lookup', { token })
    expect(found.body).toMatchObject({ email: 'tom@shop.example', invitedBy: 'Ana' })
    const joining = { token, name: 'Tom', password: PASSWORD }
    const both = await Promise.all([
      tom.outcome('POST', '/invitations/acceptance', joining),
      accept(token),
    ])
    expect(both.filter((outcome) => outcome === 201)).toHaveLength(1)
    expect(await accept(token)).toBe('invitation_invalid')
    expect(await stateOf(made.id)).toBe('accepted')

    const signedIn = createPerson(server.url)
    const credentials = { email: 'tom@shop.example', password: PASSWORD }
    expect(await signedIn.outcome('POST', '/sign-in', credentials)).toBe(200)
    expect((await signedIn.request('GET', '/me')).body).toMatchObject({ administrator: false })
    expect(await signedIn.outcome('GET', '/projects/default')).toBe(200)
    const environment = (key: string) => `/projects/default/environments/${key}/flags/none`
    expect(await signedIn.outcome('PATCH', environment('staging'), {})).toBe('flag_not_found')
    expect(await signedIn.outcome('PATCH', environment('production'), {})).toBe('permission_denied')
    expect(await signedIn.outcome('GET', '/people')).toBe('permission_denied')
    expect(await signedIn.outcome('POST', '/invitations', { email: 'x@shop.example' })).toBe(
      'permission_denied',
    )
  })

  it('is good no more once it is taken back, replaced, renewed, or older than a week', async () => {
    const revoked = await invite('una@shop.example')
    expect(await ana.outcome('DELETE', `/invitations/${revoked.id}`)).toBe(204)
    expect(await accept(tokenOf(revoked.link))).toBe('invitation_invalid')
    expect(await stateOf(revoked.id)).toBe('revoked')
    expect(await ana.outcome('DELETE', `/invitations/${revoked.id}`)).toBe('invitation_not_found')

    const replaced = await invite('vic@shop.example')
    await invite('vic@shop.example')
    expect(await accept(tokenOf(replaced.link))).toBe('invitation_invalid')

    const old = await invite('wim@shop.example')
    await queryValue(
      server.databaseUrl,
      `update invitations set expires_at = now() where id = '${old.id}'`,
    )
    expect(await accept(tokenOf(old.link))).toBe('invitation_invalid')
    expect(await stateOf(old.id)).toBe('expired')
    const path = `/invitations/${old.id}/renewal`
    const { body: renewed } = await ana.request<Invitation>('POST', path)
    expect(await accept(tokenOf(old.link))).toBe('invitation_invalid')
    expect(await accept(tokenOf(renewed.link))).toBe(201)
  })

  it('is not for who has an account, and makes administrators only by administrators', async () => {
    expect(await ana.outcome('POST', '/invitations', { email: 'ANA@shop.example' })).toBe(
      'already_exists',
    )
    const memberships = [{ project: 'default', environment: null, role: 'administrator' }]
    const { link } = await invite('xaver@shop.example', { memberships })
    const xaver = createPerson(server.url)
    const token = tokenOf(link)
    await xaver.request('POST', '/invitations/acceptance', {
      token,
      name: 'Xaver',
      password: PASSWORD,
    })
    const byXaver = (body: object) =>
      xaver.outcome('POST', '/invitations', { email: 'yara@shop.example', ...body })
    expect(await byXaver({ administrator: true, memberships })).toBe('permission_denied')
    expect(await byXaver({})).toBe('permission_denied')
    expect(await byXaver({ memberships })).toBe(201)
    const { body } = await xaver.request<{ invitations: { email: string }[] }>(
      'GET',
      '/invitations',
    )
    // Into his project, and no others.
    const emails = ['yara@shop.example', 'xaver@shop.example', 'tom@shop.example']
    expect(body.invitations.map(({ email }) => email)).toEqual(emails)
  })
})

describe('a forgotten password', () => {
  it('is replaced by a link in the mail, once and for all sessions', async () => {
    const email = 'zoe@shop.example'
    const { link } = await invite(email)
    const zoe = createPerson(server.url)
    await zoe.request('POST', '/invitations/acceptance', {
      token: tokenOf(link),
      name: 'Zoe',
      password: PASSWORD,
    })
    const before = mailbox.letters.length
    expect(await createPerson(server.url).outcome('POST', '/password-resets', { email })).toBe(202)
    await waitFor(() => mailbox.letters.length > before, { what: 'the mail with the link' })
    const token = tokenOf(mailbox.letters.at(-1)?.text ?? '')

    const redeem = (password: string) =>
      createPerson(server.url).outcome('POST', '/password-resets/redemption', { token, password })
    expect(await redeem('short')).toBe('invalid_request')
    const outcomes = await Promise.all([redeem('a brand new password'), redeem('hers, not mine!')])
    expect(outcomes.filter((outcome) => outcome === 204)).toHaveLength(1)
    expect(await redeem('a third new password')).toBe('reset_link_invalid')
    expect(await zoe.outcome('GET', '/me')).toBe('unauthorized')
    expect(await zoe.outcome('POST', '/sign-in', { email, password: PASSWORD })).toBe(
      'unauthorized',
    )
    const password = outcomes[0] === 204 ? 'a brand new password' : 'hers, not mine!'
    expect(await zoe.outcome('POST', '/sign-in', { email, password })).toBe(200)
  })

  it('is not told apart from an address that nobody has', async () => {
    const ask = (email: string) =>
      createPerson(server.url).request('POST', '/password-resets', { email })
    const unknown = await ask('nobody@shop.example')
    const known = await ask(ANA.email)
    expect(unknown).toEqual(known)
    // The later of the two has come: the earlier would be there too.
    await mailbox.letterTo(ANA.email)
    expect(mailbox.letters.filter(({ to }) => to.includes('nobody@shop.example'))).toEqual([])
  })

  it('is replaced by a link that an administrator hands on, good for an hour', async () => {
    const { body: people } = await ana.request<{ people: { id: string }[] }>(
      'GET',
      `/people?search=${ANA.email}`,
    )
    const path = `/people/${people.people[0]?.id}/password-link`
    const { body: old } = await ana.request<{ link: string }>('POST', path)
    const { body: made } = await ana.request<{ link: string; expiresAt: string }>('POST', path)
    const minutes = (new Date(made.expiresAt).getTime() - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(59)
    expect(minutes).toBeLessThan(61)
    const redeem = (link: string) =>
      createPerson(server.url).outcome('POST', '/password-resets/redemption', {
        token: tokenOf(link),
        password: ANA.password,
      })
    expect(await redeem(old.link)).toBe('reset_link_invalid')
    await queryValue(
      server.databaseUrl,
      `update password_resets set created_at = now() - interval '61 minutes'`,
    )
    expect(await redeem(made.link)).toBe('reset_link_invalid')
    const { body: fresh } = await ana.request<{ link: string }>('POST', path)
    expect(await redeem(fresh.link)).toBe(204)
    expect(await ana.outcome('POST', '/sign-in', ANA)).toBe('invalid_request')
    const { email, password } = ANA
    expect(await ana.outcome('POST', '/sign-in', { email, password })).toBe(200)
  })

  it('needs an administrator where no mail is sent', async () => {
    const mute = await startTestServer({ databaseUrl: server.databaseUrl })
    try {
      const stranger = createPerson(mute.url)
      expect((await stranger.request('GET', '/sign-in')).body).toEqual({
        sso: null,
        password: true,
        passwordByMail: false,
      })
      const { email } = ANA
      expect(await stranger.outcome('POST', '/password-resets', { email })).toBe(
        'mail_not_configured',
      )
    } finally {
      await mute.stop()
    }
  })
})

it('tells administrators, and them alone, what happened to accounts', async () => {
  const { body } = await ana.request<{ entries: { action: string; target: { key: string } }[] }>(
    'GET',
    '/audit?limit=200',
  )
  const about = (key: string) =>
    body.entries.filter(({ target }) => target.key === key).map(({ action }) => action)
  expect(about('zoe@shop.example')).toEqual([
    'session.started',
    'account.password-reset',
    'account.password-link-made',
    'invitation.accepted',
    'invitation.created',
  ])
  const { body: found } = await ana.request<{ entries: unknown[] }>('GET', '/audit?search=una')
  expect(found.entries).toHaveLength(2)
  const csv = await fetch(`${server.url}/api/v1/audit/export?format=csv`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  })
  expect(await csv.text()).toContain('invitation.revoked')
  const tom = createPerson(server.url)
  await tom.request('POST', '/sign-in', { email: 'tom@shop.example', password: PASSWORD })
  expect(await tom.outcome('GET', '/audit')).toBe('permission_denied')
})

it('keeps no password, no link and no recovery code in the database, nor in the history', async () => {
  const { link } = await invite('quinn@shop.example')
  const quinn = createPerson(server.url)
  const token = tokenOf(link)
  const joining = { token, name: 'Quinn', password: PASSWORD }
  await quinn.request('POST', '/invitations/acceptance', joining)
  const { link: waiting } = await invite('rosa@shop.example')
  const { body: begun } = await quinn.request<{ uri: string }>('POST', '/account/second-factor', {
    password: PASSWORD,
  })
  const { body: people } = await ana.request<{ people: { id: string }[] }>(
    'GET',
    '/people?search=quinn',
  )
  const path = `/people/${people.people[0]?.id}/password-link`
  const { body: reset } = await ana.request<{ link: string }>('POST', path)
  const { body: confirmed } = await quinn.request<{ recoveryCodes: string[] }>(
    'POST',
    '/account/second-factor/confirmation',
    { code: appCode(begun.uri) },
  )
  const secret = new URL(begun.uri).searchParams.get('secret') ?? ''
  const secrets = [PASSWORD, token, tokenOf(waiting), tokenOf(reset.link), secret]
  expect(confirmed.recoveryCodes).toHaveLength(10)
  const text = await databaseText(server.databaseUrl)
  expect(text).toContain('quinn@shop.example')
  for (const one of [...secrets, ...confirmed.recoveryCodes]) {
    expect(one.length).toBeGreaterThan(9)
    expect(text).not.toContain(one)
  }
})
