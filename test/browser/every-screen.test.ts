import { routes } from '@bunting/admin-ui/app/router.tsx'
import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAccessibility } from '../support/accessible.ts'
import { openPage } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { PATIENCE } from '../support/unsteady.ts'
import { waitFor } from '../support/wait-for.ts'
import { showIn } from './color-scheme.ts'
import { makeSampleProject, type SampleProject } from './sample/sample-project.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
let sample: SampleProject
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  sample = await makeSampleProject(server.url, server.admin)
})
afterAll(async () => {
  await sample.close()
  await server.stop()
})

/** Once there is an administrator, and for who is signed in. */
const LEAD_ELSEWHERE: ReadonlySet<string> = new Set(['/', '/setup', '/sign-in'])

type Route = ReturnType<typeof routes>[number]

/** Every address of the router's table, its parameters filled in. */
function addresses(table: readonly Route[], above = ''): string[] {
  return table.flatMap(({ path = '', index, element, children }) => {
    const here = path.startsWith('/') ? path : path === '' ? above : `${above}/${path}`
    if (children) return addresses(children, here)
    // A redirect is the page it leads to.
    return path.endsWith('*') || (index && element) ? [] : [filled(here)]
  })
}

function filled(path: string): string {
  return path.replace(/:(\w+)/g, (_, name: string) => {
    const value = sample.parameters[name]
    if (value === undefined) throw new Error(`the sample project has no :${name}, of ${path}`)
    return value
  })
}

it(
  'has no screen that axe finds fault with, light or dark, wide or narrow',
  async () => {
    const page = await openSignedIn(server, '/default/production/flags', {
      reducedMotion: 'reduce',
      colorScheme: 'light',
    })
    const quiet = watchRequests(page)
    const found: object[] = []
    const all = [...new Set(addresses(routes()))].filter((address) => !LEAD_ELSEWHERE.has(address))
    expect(all.length).toBeGreaterThan(25)
    for (const address of all) found.push(...(await faultsAt(page, address, quiet)))
    expect(found).toEqual([])
  },
  180_000 * PATIENCE,
)

it('has none in how one signs in', async () => {
  const page = await openPage({
    reducedMotion: 'reduce',
    colorScheme: 'light',
    // The page asks who it is, and is told: nobody.
    expectedErrors: [/401.*\/me\)/],
  })
  expect(await faultsAt(page, '/sign-in', watchRequests(page))).toEqual([])
})

async function faultsAt(page: Page, address: string, quiet: () => Promise<unknown>) {
  await page.goto(server.url + address)
  await page.locator('h1').first().waitFor()
  await quiet()
  const { faults } = await createAccessibility(page)
  const light = await faults()
  await showIn(page, 'dark')
  const dark = await faults(['color-contrast'])
  await showIn(page, 'light')
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  return [
    ...[...light, ...dark].map((fault) => ({ address, ...fault })),
    ...(wider ? [{ address, rule: 'the page scrolls sideways' }] : []),
  ]
}

/** Resolves once no request is under way. */
function watchRequests(page: Page): () => Promise<unknown> {
  const underWay = new Set<Request>()
  page.on('request', (request) => underWay.add(request))
  page.on('requestfinished', (request) => underWay.delete(request))
  page.on('requestfailed', (request) => underWay.delete(request))
  return () => waitFor(() => underWay.size === 0, { what: 'requests to be answered' })
}
