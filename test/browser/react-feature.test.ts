import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPage } from '../support/browser.ts'
import { HALF, releasesOf } from '../support/releases.ts'
import { type ServedPage, servePage } from '../support/serve-page.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

const PAGE = fileURLToPath(new URL('./pages/feature-page.tsx', import.meta.url))

let server: TestServer
let app: ServedPage
beforeAll(async () => {
  ;[server, app] = await Promise.all([startTestServer(), servePage(PAGE)])
})
afterAll(async () => {
  await app.close()
  await server.stop()
})

it('shows the fallback for a treatment that throws, and gets its release rolled back', async () => {
  const { key } = await server.admin.createSdkKey('client')
  const flag = await server.admin.createFlag({
    key: 'new-checkout',
    type: 'boolean',
    clientSide: true,
  })
  const releases = releasesOf(server.admin)
  const { id } = await releases.start(flag.key, HALF)

  const page = await openPage({ expectedErrors: [/the new way is broken/] })
  await page.goto(`${app.url}?${new URLSearchParams({ url: server.url, key })}`)
  const over = await waitFor(
    async () => {
      const release = await releases.find(id)
      return release.state === 'rolled_back' && release
    },
    { what: 'the release to roll itself back', timeoutMs: 15_000 },
  )
  const { control = -1, treatment = -1 } = over.guards[0]?.bad ?? {}
  expect(control).toBe(0)
  expect(treatment).toBeGreaterThan(10)
  await waitFor(async () => (await page.getByText('old', { exact: true }).count()) === 48, {
    what: 'everybody to see the old way',
  })
})
