import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPerson, type Person } from '../support/person.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const password = 'correct horse battery'

let server: TestServer
let ana: Person

beforeAll(async () => {
  server = await startTestServer()
  const token = new URL(server.setupUrl ?? '').hash.replace('#token=', '')
  ana = createPerson(server.url)
  const wanted = { name: 'Ana', email: 'ana@shop.example', password, token }
  expect(await ana.outcome('POST', '/setup', wanted)).toBe(201)
})
afterAll(() => server.stop())

async function invite(by: Person, email: string, more: object = {}): Promise<string> {
  const wanted = { email, administrator: true, memberships: [], ...more }
  const { body } = await by.request<{ link: string }>('POST', '/invitations', wanted)
  return new URL(body.link).hash.replace('#token=', '')
}

const accept = (token: string, who = createPerson(server.url)) =>
  who.request('POST', '/invitations/acceptance', { token, name: 'Somebody', password })

/** Another administrator, who has invited one more. */
async function tomWhoInvited(more?: object): Promise<{ id: string; link: string }> {
  const tom = createPerson(server.url)
  const email = `tom-${crypto.randomUUID()}@shop.example`
  const { body } = await accept(await invite(ana, email), tom)
  const { id } = body as unknown as { id: string }
  return { id, link: await invite(tom, `friend-${email}`, more) }
}

describe('invitations', () => {
  it('bring nobody in once their maker is disabled', async () => {
    const { id, link } = await tomWhoInvited()
    expect(await ana.outcome('PATCH', `/people/${id}`, { disabled: true })).toBe(200)
    expect((await accept(link)).body).toMatchObject({ code: 'invitation_invalid' })
    // Nor when the account is enabled again: they were taken back, and the history says so.
    expect(await ana.outcome('PATCH', `/people/${id}`, { disabled: false })).toBe(200)
    expect((await accept(link)).body).toMatchObject({ code: 'invitation_invalid' })
    const { body } = await ana.request<{ entries: { action: string }[] }>('GET', '/audit')
    expect(JSON.stringify(body)).toContain('invitation.revoked')
  })

  it('give no more than their maker may give by then', async () => {
    const { id, link } = await tomWhoInvited()
    expect(await ana.outcome('PATCH', `/people/${id}`, { administrator: false })).toBe(200)
    expect((await accept(link)).body).toMatchObject({
      code: 'invitation_invalid',
      detail: expect.stringContaining('may not give what this invitation promises any more'),
    })
    expect(await ana.outcome('PATCH', `/people/${id}`, { administrator: true })).toBe(200)
    expect((await accept(link)).status).toBe(201)
  })
})
