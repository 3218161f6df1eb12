import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { seededRandom } from './seeded-random.ts'

/**
 * With UNSTEADY=<seed> every page and every server is slow in places that the seed chooses, see
 * `unsettle.js` and `unsettle-node.ts`: a test, a screen or a server that counts on one thing to come
 * before another fails, and most likely again with the same seed.
 */
const SEED = Number(process.env.UNSTEADY ?? 0)

/** How many times as long as usual a wait may take: to be slow is no fault. */
export const PATIENCE: number = SEED ? 3 : 1

/** What makes another Node unsteady as well, to be put before its script. */
export const UNSETTLE: readonly string[] = SEED
  ? ['--import', fileURLToPath(new URL('unsettle-node.ts', import.meta.url))]
  : []

/** They count on how much is done in a time, or measure it: slowness tells nothing of them. */
const NOT_UNSTEADY: readonly string[] = [
  'applies a change once or not at all, through crashes, clocks and people',
  'counts exactly when replicas write the same units at once, in any order of releases',
  'gives a hundred writers on two servers a hundred revisions in commit order',
  'sends the newest state and nothing else to who did not read for long',
]

/** Of the names of tests that take part; undefined, without a seed: all do. */
export const TAKES_PART: RegExp | undefined = SEED
  ? new RegExp(`^(?!.*(${NOT_UNSTEADY.join('|')}))`)
  : undefined

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
