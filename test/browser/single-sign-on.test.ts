import type { SsoView } from '@bunting/flag-server/accounts/sso/sso-schemas.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { openPage } from '../support/browser.ts'
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { makeAdministrator, openSignedIn, PERSON } from './sign-in.ts'

let provider: IdentityProvider
let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  provider = await startIdentityProvider(`${server.url}/api/v1/sso/callback`)
  await makeAdministrator(server)
  const { issuer, clientId, clientSecret } = provider
  const settings = { name: 'Example', issuer, clientId, clientSecret, domains: ['shop.example'] }
  const rest = { signUp: false, memberships: [] }
  const { status } = await server.admin.request('PUT', '/sso', { ...settings, ...rest })
  expect(status).toBe(200)
})
afterAll(async () => {
  await server.stop()
  await provider.close()
})

const SETTINGS = '/default/production/settings/sso'
const read = async () => (await server.admin.request<SsoView>('GET', '/sso')).body

it('takes back nothing that another administrator set up while one was typing', async () => {
  const page = await openSignedIn(server, SETTINGS, {
    viewport: { width: 1280, height: 1_400 },
    reducedMotion: 'reduce',
    expectedErrors: [/409/],
  })
  const form = page.getByRole('form', { name: 'Single sign-on' })
  await form.getByLabel('Name').fill('Mine')
  await page.getByRole('link', { name: 'Roles' }).click()
  await page.getByRole('heading', { name: 'Roles' }).waitFor()
  await page.getByRole('link', { name: 'Single sign-on' }).click()
  expect(await form.getByLabel('Name').inputValue()).toBe('Mine')

  const { issuer, clientId, memberships } = await read()
  const theirs = { name: 'Theirs', issuer, clientId, memberships }
  const domains = ['shop.example', 'factory.example']
  await server.admin.request('PUT', '/sso', { ...theirs, domains, signUp: false })
  await form.getByRole('button', { name: 'Save' }).click()
  const notice = page.getByRole('alert', { name: 'Changed meanwhile' })
  await notice.getByText('admin token changed this while you were editing.').waitFor()
  await notice.getByText('factory.example').waitFor()
  expect(await form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await expectAccessible(page)
  expect(await read()).toMatchObject({ name: 'Theirs', domains })

  await notice.getByRole('button', { name: 'Keep mine' }).click()
  await form.getByRole('button', { name: 'Save' }).click()
  await form.getByText('Saved.').waitFor()
  expect(await read()).toMatchObject({ name: 'Mine', domains })
  // What follows knows it by this name.
  const { status } = await server.admin.request('PUT', '/sso', {
    ...{ ...theirs, name: 'Example' },
    ...{ domains: ['shop.example'], signUp: false },
  })
  expect(status).toBe(200)
})

it('becomes the only way in, once an administrator has come in by it: no page asks for a password any more', async () => {
  // As high as the settings: what is scrolled halfway under the bar is no fault of theirs.
  const viewport = { width: 1280, height: 1_200 }
  const still = { reducedMotion: 'reduce', viewport, expectedErrors: [/40[13]/] } as const
  const byPassword = await openSignedIn(server, SETTINGS, still)
  await byPassword.getByText('sign out, and in again through Example').waitFor()
  await expectAccessible(byPassword)

  provider.signsIn({ sub: 'ana', email: PERSON.email, email_verified: true })
  const ana = await openPage(still)
  await ana.goto(`${server.url}/sign-in?next=${encodeURIComponent(SETTINGS)}`)
  await ana.getByRole('link', { name: 'Sign in with Example' }).click()
  const close = ana.getByRole('button', { name: 'Take no more passwords' })
  await close.waitFor()
  await expectAccessible(ana)
  await close.click()
  const dialog = ana.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Take no more passwords' }).click()
  await ana.getByText('No passwords are taken').waitFor()
  await expectAccessible(ana)

  // Who had signed in with a password stands before the door, which is another one now.
  await byPassword.waitForURL(/sign-in/)
  await byPassword.getByRole('link', { name: 'Sign in with Example' }).waitFor()
  expect(await byPassword.getByLabel('E-mail').count()).toBe(0)
  await expectAccessible(byPassword)

  const { body } = await server.admin.request<{ link: string }>('POST', '/invitations', {
    email: 'new@shop.example',
    memberships: [{ project: 'default', environment: null, role: 'viewer' }],
  })
  provider.signsIn({ sub: 'new', email: 'new@shop.example', email_verified: true, name: 'Newt' })
  const invited = await openPage(still)
  await invited.goto(body.link)
  await invited.getByText('Sign in as new@shop.example').waitFor()
  await expectAccessible(invited)
  await invited.getByRole('link', { name: 'Sign in with Example' }).click()
  await invited.getByRole('button', { name: /Newt/ }).waitFor()

  await ana.getByRole('button', { name: 'Take passwords again' }).click()
  await ana.getByRole('dialog').getByRole('button', { name: 'Take passwords again' }).click()
  await ana.getByRole('button', { name: 'Take no more passwords' }).waitFor()
})
