import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { openPage } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { appCode } from '../support/totp.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

const TOM = { name: 'Tom', email: 'tom@shop.example', password: 'the password of tom' }

const SSO = {
  name: 'Example',
  issuer: 'https://login.example',
  clientId: 'bunting',
  clientSecret: 'secret',
  domains: ['shop.example'],
  signUp: false,
}

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ config: { sso: SSO } })
  await makeAdministrator(server)
})
afterAll(() => server.stop())

it('leads from an invitation to an account with a second factor and sessions one can end', async () => {
  // Without motion: what is still fading in has no contrast yet.
  const still = { reducedMotion: 'reduce', expectedErrors: [/401/] } as const
  const ana = await openSignedIn(server, '/default/production/settings/people', still)
  await ana.getByRole('button', { name: 'Invite' }).click()
  const dialog = ana.getByRole('dialog')
  await dialog.getByLabel('E-mail').fill(TOM.email)
  await dialog.getByRole('button', { name: 'Invite' }).click()
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await ana.getByRole('list', { name: 'Invitations' }).getByText(TOM.email).waitFor()

  const tom = await openPage(still)
  await tom.goto(link)
  await tom.getByText('Ana invites you').waitFor()
  await expectAccessible(tom)
  await tom.getByLabel('Name').fill(TOM.name)
  await tom.getByRole('textbox', { name: 'Password' }).fill(TOM.password)
  await tom.getByRole('button', { name: 'Create account' }).click()
  await tom.waitForURL(/\/default\//)

  await tom.goto(`${server.url}/account`)
  const { uri, recoveryCode } = await enrol(tom)
  await tom.getByText('10 recovery codes are left').waitFor()

  await tom.getByRole('button', { name: 'Sign out', exact: true }).click()
  await tom.waitForURL(/sign-in/)
  await signIn(tom)
  await tom.getByLabel('Code').fill('000000')
  await tom.getByRole('button', { name: 'Sign in' }).click()
  await tom.getByText('this code is wrong, or was used already').waitFor()
  await expectAccessible(tom)
  await tom.getByLabel('Code').fill(appCode(uri, 1))
  await tom.getByRole('button', { name: 'Sign in' }).click()
  await tom.waitForURL(/\/account/)

  const phone = await openPage(still)
  await phone.goto(`${server.url}/sign-in?next=/account`)
  await signIn(phone)
  await phone.getByRole('button', { name: 'Use a recovery code' }).click()
  await phone.getByLabel('Recovery code').fill(recoveryCode)
  await phone.getByRole('button', { name: 'Sign in' }).click()
  await phone.getByRole('heading', { name: 'Your account' }).waitFor()
  await tom.reload()
  const sessions = tom.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
  await tom.getByRole('button', { name: /Sign out Chrome/ }).waitFor()
  expect(await sessions.count()).toBe(2)
  await tom.getByRole('button', { name: /Sign out Chrome/ }).click()
  await tom.getByRole('button', { name: /Sign out Chrome/ }).waitFor({ state: 'detached' })
  await phone.reload()
  await phone.waitForURL(/sign-in/)

  await ana.reload()
  const row = ana
    .getByRole('list', { name: 'People' })
    .getByRole('listitem')
    .filter({ hasText: TOM.email })
  await row.getByText('password, second factor').waitFor()
  await ana.getByRole('button', { name: 'Actions for Tom' }).click()
  await ana.getByRole('menuitem', { name: 'Disable…' }).click()
  await ana.getByRole('dialog').getByRole('button', { name: 'Disable account' }).click()
  await row.getByText('Disabled').waitFor()
  await tom.reload()
  await tom.waitForURL(/sign-in/)
})

it('offers the provider to sign in with, and says what to do about a forgotten password', async () => {
  const page = await openPage({ expectedErrors: [/401/] })
  await page.goto(`${server.url}/sign-in?next=/default&sso=domain`)
  await page.getByText('not of a domain that may sign in here').waitFor()
  const link = page.getByRole('link', { name: 'Sign in with Example' })
  expect(await link.getAttribute('href')).toBe('/api/v1/sso/start?next=%2Fdefault')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByText('This server sends no mail').waitFor()
  await expectAccessible(page)
})

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(TOM.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(TOM.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Sets up an authenticator app; answers with what its QR code says, and a way in without it. */
async function enrol(page: Page): Promise<{ uri: string; recoveryCode: string }> {
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Your password' }).fill(TOM.password)
  const answer = page.waitForResponse(/second-factor$/)
  await dialog.getByRole('button', { name: 'Go on' }).click()
  const { uri } = (await (await answer).json()) as { uri: string }
  await dialog.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
  await expectAccessible(page)
  await dialog.getByRole('textbox', { name: 'Code' }).fill(appCode(uri))
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  const codes = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await codes.first().waitFor()
  expect(await codes.count()).toBe(10)
  await expectAccessible(page)
  const recoveryCode = (await codes.first().textContent()) ?? ''
  await dialog.getByRole('button', { name: 'I have kept them' }).click()
  return { uri, recoveryCode }
}
