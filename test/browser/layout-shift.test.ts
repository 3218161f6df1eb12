import { afterAll, beforeAll, expect, it } from 'vitest'
import { watchLayoutShifts } from '../support/layout-shifts.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
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

/** A twentieth of what counts as good: a line of text that makes room for another one. */
const BUDGET = 0.02

/** Those that are put together from several answers. */
const SCREENS = [
  'flags',
  'flags/{flag}',
  'flags/search-v2',
  'flags/{flag}/evaluations',
  'flags/{flag}/history',
  'releases',
  'releases/{release}',
  'segments/{segment}',
  'requests',
  'requests/{request}',
  'connections',
  'try',
  'settings/members',
  'settings/people',
]

const filled = (path: string) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => sample.parameters[name] ?? name)

for (const [of, viewport, answered] of [
  ['a laptop', { width: 1440, height: 900 }, 'first'],
  ['a phone', { width: 390, height: 844 }, 'last'],
] as const) {
  it(`has no screen that jumps while its parts arrive, on ${of}`, async () => {
    const page = await openSignedIn(server, '/default/production/flags', {
      viewport,
      reducedMotion: 'reduce',
    })
    await page.locator('h1').first().waitFor()
    const open = await watchLayoutShifts(page, answered)
    const jumping: object[] = []
    for (const screen of SCREENS) {
      const { score, moved } = await open(`${server.url}/default/production/${filled(screen)}`)
      await page.locator('h1').first().waitFor()
      if (score > BUDGET) jumping.push({ screen, score, moved })
    }
    expect(jumping).toEqual([])
  }, 180_000)
}
