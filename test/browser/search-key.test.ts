import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
})
afterAll(() => server.stop())

/** Pages with one search, and what it is called. */
const SEARCHES = [
  ['flags', 'Search flags'],
  ['segments', 'Search segments'],
  ['connections', 'Search connections'],
  ['try', 'Search flags'],
  ['history', 'Search keys and comments'],
  ['compare', 'Search keys'],
  ['settings/members', 'Search members'],
  ['settings/people', 'Search people'],
  ['settings/account-history', 'Search the account history'],
] as const

it('goes to the search of a page with /, on every page that has one', async () => {
  await server.admin.request('POST', '/projects/default/segments', { key: 'staff', name: 'Staff' })
  await server.admin.createFlag({ key: 'search-v2', type: 'boolean' })
  await connectSdk(server)
  const page = await openSignedIn(server, '/default/production/flags')
  for (const [path, label] of SEARCHES) {
    await page.goto(`${server.url}/default/production/${path}`)
    const search = page.getByRole('searchbox')
    await search.waitFor()
    expect(await search.count(), path).toBe(1)
    expect(await search.getAttribute('aria-label')).toBe(label)
    await page.locator('search kbd').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('s/')
    expect(await search.inputValue(), path).toBe('s/')
    await page.keyboard.press('Escape')
    expect(await search.evaluate((one) => one === document.activeElement), path).toBe(false)
  }
})
