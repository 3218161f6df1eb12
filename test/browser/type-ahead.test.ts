import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  await server.admin.createFlag({ key: 'first', type: 'boolean' })
})
afterAll(() => server.stop())

it('keeps for the palette what is typed before it is there, and takes none of it for a shortcut', async () => {
  const page = await openSignedIn(server, '/default/development/flags')
  let letThrough = () => {}
  const loading = new Promise<void>((done) => {
    letThrough = done
  })
  await page.route(/assets\/palette/, async (route) => {
    await loading
    await route.fallback()
  })
  const first = page.getByRole('switch', { name: 'first in Development' })
  await first.waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Control+k')
  // Each but the last is a shortcut of the list: t switches the flag, c makes another.
  await page.keyboard.type('txcjo')
  await page.keyboard.press('Backspace')
  letThrough()
  const field = page.getByLabel('Search or do something')
  await waitFor(async () => (await field.inputValue()) === 'txcj', {
    what: 'all of it to be there',
  })
  await page.getByText('Nothing here is called that.').waitFor()
  await page.keyboard.type('k')
  await waitFor(async () => (await field.inputValue()) === 'txcjk', { what: 'more behind it' })
  expect(await first.isChecked()).toBe(false)
  await page.keyboard.press('Escape')
  await field.waitFor({ state: 'hidden' })
  expect(await page.getByRole('dialog').count()).toBe(0)
})
