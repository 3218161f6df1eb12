import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  await server.admin.createSdkKey('server')
})
afterAll(() => server.stop())

it.each([
  ['sdk-keys', 'SDK keys'],
  ['settings/members', 'Members and their roles'],
])('shows on a phone that %s has more beside, and whose row it is there', async (path, label) => {
  const page = await openSignedIn(server, `/default/production/${path}`, {
    viewport: { width: 390, height: 760 },
    reducedMotion: 'reduce',
  })
  const table = page.getByRole('region', { name: label })
  const name = table.locator('tbody th').first()
  await name.waitFor()
  const before = await name.boundingBox()
  const { room, shades } = await table.evaluate((region) => {
    region.scrollTo(10_000, 0)
    const { backgroundAttachment } = getComputedStyle(region)
    return { room: region.scrollWidth - region.clientWidth, shades: backgroundAttachment }
  })
  expect(room).toBeGreaterThan(0)
  // Two that stay at the edges, and two that scroll along to cover them at either end.
  expect(shades).toBe('local, local, scroll, scroll')
  expect((await name.boundingBox())?.x).toBe(before?.x)
  await expectAccessible(page)
})
