import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { seededRandom } from './seeded-random.ts'

/**
 * With UNSTEADY=<seed> every page is slow in places that the seed chooses, see `unsettle.js`: a test, or
 * a screen, that counts on one thing to come before another fails, and again with the same seed.
 */
const SEED = Number(process.env.UNSTEADY ?? 0)

/** How many times as long as usual a wait may take: to be slow is no fault. */
export const PATIENCE: number = SEED ? 3 : 1

const MOST_THROTTLED = 6
const CHUNKS_LATE_MS = 300
const LIVE_LATE_MS = 500

/** Before its first page. Nothing, without a seed. */
export async function makeUnsteady(context: BrowserContext): Promise<void> {
  if (!SEED) return
  const random = seededRandom(SEED)
  const unsettle = await readFile(new URL('./unsettle.js', import.meta.url), 'utf8')
  await context.addInitScript({ content: `${unsettle};unsettle((${seededRandom})(${SEED}))` })
  // What a page still waits for when it is closed is of no use to anybody.
  const closed = () => undefined
  await context.route(/\/assets\/[^?]*\.js/, async (route) => {
    await delay(random() * CHUNKS_LATE_MS)
    await route.fallback().catch(closed)
  })
  await context.routeWebSocket(/\/live$/, async (socket) => {
    await delay(random() * LIVE_LATE_MS)
    socket.connectToServer()
  })
  context.on('page', (page) => {
    throttle(page, 1 + random() * (MOST_THROTTLED - 1)).catch(closed)
  })
}

async function throttle(page: Page, rate: number): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('Emulation.setCPUThrottlingRate', { rate })
}
