import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await server.admin.createFlag({ key: 'search-v2', type: 'boolean' })
  await server.admin.configure('new-checkout', { on: true })
})
afterAll(() => server.stop())

const FLAGS = '/default/production/flags'
const LIST = /\/api\/v1\/projects\/default\/flags\?/

/** A page whose requests for lists of flags are answered with this, or not at all. */
async function withoutLists(status: number | null): Promise<Page> {
  const page = await openSignedIn(server, '/account', {
    expectedErrors: [/429/, /ERR_FAILED/, /404/],
  })
  await page.route(LIST, (route) =>
    status === null
      ? route.abort()
      : route.fulfill({
          status,
          contentType: 'application/problem+json',
          body: JSON.stringify({ status, code: 'rate_limited', detail: 'too many requests' }),
        }),
  )
  return page
}

it('says of a list that could not be loaded nothing about what is in it', async () => {
  const page = await withoutLists(429)
  await page.goto(`${server.url}${FLAGS}`)
  await page.getByRole('button', { name: 'Try again' }).waitFor()
  expect(await page.getByRole('heading', { name: 'No flags yet' }).count()).toBe(0)
  expect(await page.getByText(/^0.flags$/).count()).toBe(0)
  await page.unroute(LIST)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('link', { name: 'new-checkout' }).waitFor()
})

it('counts nothing while the answer to a search is on its way', async () => {
  const page = await openSignedIn(server, FLAGS, { expectedErrors: [/ERR_FAILED/] })
  await page.getByText('2 flags').waitFor()
  await page.route(LIST, (route) => route.abort())
  await page.getByLabel('Search flags').fill('search')
  await page.getByText('searching…').waitFor()
  expect(await page.getByText(/of 2.flags/).count()).toBe(0)
})

const brokenOff = async (path: string, colorScheme: 'light' | 'dark') => {
  const page = await openSignedIn(server, path, {
    colorScheme,
    expectedErrors: [/WebSocket/],
  })
  await page.routeWebSocket(/\/live$/, (socket) => socket.close())
  await page.reload()
  await page.locator('main[data-stale]').waitFor()
  return page
}

it.each(['light', 'dark'] as const)('is readable in %s without a live socket', async (scheme) => {
  const page = await brokenOff(`${FLAGS}/new-checkout`, scheme)
  const kill = page.getByRole('button', { name: 'Kill in Production' })
  await kill.waitFor()
  const opacities = await kill.evaluate((button) => {
    const all: string[] = []
    for (let at: Element | null = button; at; at = at.parentElement) {
      all.push(getComputedStyle(at).opacity)
    }
    return all
  })
  expect(new Set(opacities)).toEqual(new Set(['1']))
  await expectAccessible(page)
  await page.goto(`${server.url}${FLAGS}`)
  await page.getByRole('link', { name: 'new-checkout' }).waitFor()
  await page.locator('main[data-stale]').waitFor()
  await expectAccessible(page)
})

it('shows the exact time to who comes by keyboard', async () => {
  const page = await openSignedIn(server, `${FLAGS}/new-checkout`)
  const time = page.locator('main time').first()
  await time.waitFor()
  await page.keyboard.press('Tab')
  await time.focus()
  const instant = Date.parse((await time.getAttribute('datetime')) ?? '')
  const year = String(new Date(instant).getFullYear())
  await page.getByRole('tooltip').filter({ hasText: year }).waitFor()
})

it('says that a new version is here where the files of the old one are gone', async () => {
  const page = await openSignedIn(server, '/account', { expectedErrors: [/404/] })
  await page.route(/\/assets\/index-[^/]*\.js$/, (route) => route.fulfill({ status: 404 }))
  await page.goto(`${server.url}${FLAGS}`)
  await page.getByRole('heading', { name: 'This page could not be loaded' }).waitFor()
  await expectAccessible(page)
  await page.unroute(/\/assets\/index-[^/]*\.js$/)
  await page.getByRole('button', { name: 'Load again' }).click()
  await page.getByRole('link', { name: 'new-checkout' }).waitFor()
  expect(await page.getByRole('button', { name: 'Load again' }).count()).toBe(0)
})
