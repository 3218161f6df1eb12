import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { SampleProject } from '../sample/sample-project.ts'
import type { ScreenshotServer } from '../screenshot-server.ts'
import { savePicture } from './save-picture.ts'
import { type Shot, SIZES } from './shot.ts'

const SCHEMES = ['light', 'dark'] as const
type Scheme = (typeof SCHEMES)[number]

/** The screen's clock in every picture, so long after the sample was made. */
const LATER_MS = 4 * 60_000

/** Takes every picture, light and dark, into the folder. */
export async function takeShots(
  browser: Browser,
  server: ScreenshotServer,
  sample: SampleProject,
  shots: readonly Shot[],
  folder: string,
): Promise<void> {
  const now = Date.now() + LATER_MS
  const [changing, plain] = [shots.filter(isChanging), shots.filter((shot) => !isChanging(shot))]
  for (const some of [plain, changing]) {
    for (const scheme of SCHEMES) {
      const context = await browser.newContext({
        colorScheme: scheme,
        locale: 'en-GB',
        timezoneId: 'UTC',
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      // The page's clock stands: what is `4 min ago` in one run is so in the next.
      await page.clock.setFixedTime(now)
      await server.signIn(page)
      // Who is signed out stays so.
      for (const shot of some.toSorted(bySession)) {
        if (shot.signedOut) await context.clearCookies()
        await takeShot(page, server, sample, shot, scheme, folder)
      }
      await context.close()
    }
  }
}

const isChanging = ({ restore }: Shot) => restore !== undefined
const bySession = (a: Shot, b: Shot) => Number(a.signedOut ?? false) - Number(b.signedOut ?? false)

async function takeShot(
  page: Page,
  server: ScreenshotServer,
  sample: SampleProject,
  shot: Shot,
  scheme: Scheme,
  folder: string,
): Promise<void> {
  await page.setViewportSize(SIZES[shot.size ?? 'wide'])
  await page.goto(server.url + addressOf(shot, sample))
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  await shot.prepare?.(page, server)
  await page.evaluate(() => document.fonts.ready)
  const file = join(folder, `${shot.name}${scheme === 'dark' ? '-dark' : ''}.png`)
  await savePicture(await page.screenshot({ animations: 'disabled', caret: 'hide' }), file)
  await shot.restore?.(server)
}

function addressOf({ path }: Shot, { parameters }: SampleProject): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? name)
  return filled.startsWith('//') ? filled.slice(1) : `/default/production${filled}`
}
