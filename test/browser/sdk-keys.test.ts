import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
})
afterAll(() => server.stop())

it('rotates a key: shows the new one once, and who still uses the old one until it ends', async () => {
  const old = await server.admin.createSdkKey('server')
  await connectSdk(server, { key: old.key })
  const page = await openSignedIn(server, '/default/production/sdk-keys')
  await page.getByText('1 connection', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Rotate server' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rotate server' })
  await dialog.getByText('1 connection uses it').waitFor()
  await dialog.getByRole('button', { name: 'Rotate key' }).click()
  await dialog.getByText('Copy the new key now.').waitFor()
  const shown = (await dialog.getByLabel('SDK key', { exact: true }).textContent()) ?? ''
  const key = /bunting_server_[\w-]+/.exec(shown)?.[0] ?? ''
  expect(key).not.toBe(old.key)
  await dialog.getByRole('button', { name: 'Done' }).click()

  const ending = page.getByRole('row').filter({ hasText: 'rotated, ends in 24 h' })
  await ending.getByText('still 1 connection').waitFor()
  const sdk = await connectSdk(server, { key })
  expect(sdk.status().phase).toBe('ready')
  await ending.getByRole('button', { name: 'Revoke server' }).click()
  await page.getByText('Now 1 connection uses it').waitFor()
  await page.getByRole('button', { name: 'Revoke key' }).click()
  const revoked = page.getByRole('row').filter({ hasText: 'revoked' })
  await ending.waitFor({ state: 'detached' })
  expect(await revoked.count()).toBe(0)

  await page.getByLabel('Show revoked').check()
  await revoked.waitFor()
  expect(new URL(page.url()).searchParams.get('revoked')).toBe('true')
  await expectAccessible(page)
  await page.reload()
  await revoked.waitFor()
  await page.getByLabel('Show revoked').uncheck()
  await revoked.waitFor({ state: 'detached' })
  expect(page.url()).not.toContain('revoked')
})

it('lists tokens that are in use, and the revoked ones when asked to', async () => {
  const page = await openSignedIn(server, '/default/production/settings/tokens')
  await page.getByRole('heading', { name: 'No service tokens yet' }).waitFor()
  for (const name of ['deployer', 'nightly']) {
    const token = { name, memberships: [{ role: 'viewer' }] }
    const path = '/projects/default/tokens'
    expect((await server.admin.request('POST', path, token)).status).toBe(201)
  }
  await page.reload()
  await page.getByRole('button', { name: 'Revoke deployer' }).click()
  await page.getByRole('button', { name: 'Revoke token' }).click()
  const revoked = page.getByRole('row').filter({ hasText: 'deployer' })
  await revoked.waitFor({ state: 'detached' })
  await page.getByRole('row').filter({ hasText: 'nightly' }).waitFor()
  await page.getByLabel('Show revoked').check()
  await revoked.filter({ hasText: 'revoked' }).waitFor()
  await expectAccessible(page)
})
