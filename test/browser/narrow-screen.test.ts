import { NAVIGATION } from '@bunting/admin-ui/app/navigation.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAccessibility } from '../support/accessible.ts'
import { hasFocus } from '../support/focus.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
})
afterAll(() => server.stop())

/** As narrow as phones are. */
const NARROW = { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' as const }

const bar = (page: Page) => page.getByRole('navigation', { name: 'Project' })
const more = (page: Page) => bar(page).getByRole('button', { name: /^More/ })

it('has its whole navigation in sight, none of it cut', async () => {
  const page = await openSignedIn(server, '/default/production/flags', NARROW)
  await more(page).waitFor()
  const tabs = await bar(page).locator('> a, > button').all()
  expect(await Promise.all(tabs.map((tab) => tab.textContent()))).toEqual([
    ...NAVIGATION.filter(({ inBar }) => inBar).map(({ label }) => label),
    'More',
  ])
  for (const tab of tabs) {
    const box = await tab.boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(NARROW.viewport.width)
    expect(box?.height).toBeGreaterThanOrEqual(44)
    expect(await tab.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true)
  }
})

it('leads to every page by keyboard, and says where one is', async () => {
  const page = await openSignedIn(server, '/default/production/flags', NARROW)
  await more(page).focus()
  await page.keyboard.press('Enter')
  const { faults } = await createAccessibility(page)
  await page.getByRole('menuitem', { name: 'Settings' }).waitFor()
  expect(await faults()).toEqual([])
  const others = NAVIGATION.filter(({ inBar }) => !inBar)
  expect(await page.getByRole('menuitem').allTextContents()).toEqual(
    others.map(({ label }) => label),
  )
  await hasFocus(page.getByRole('menu'))
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  const named = bar(page).getByRole('button', { name: 'More, now Settings' })
  await named.waitFor()
  await named.press('Enter')
  await page.getByRole('menuitem', { name: 'Settings' }).waitFor()
  const current = page.locator('[role="menuitem"][aria-current="page"]')
  expect(await current.textContent()).toBe('Settings')
  await hasFocus(page.getByRole('menu'))
  await page.keyboard.press('Escape')
  await hasFocus(named)
})

it('shows which of the settings is open, however far along it stands', async () => {
  const page = await openSignedIn(server, '/default/production/settings/sso', NARROW)
  const open = page.getByRole('navigation', { name: 'Settings' }).getByRole('link', {
    name: 'Single sign-on',
  })
  await open.waitFor()
  const inSight = async () => {
    const box = await open.boundingBox()
    return box !== null && box.x >= 0 && box.x + box.width <= NARROW.viewport.width
  }
  await waitFor(inSight, { what: 'the open one to be in sight' })
})
