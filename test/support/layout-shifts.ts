import type { Page, Request, Route } from 'playwright-core'

export interface LayoutShifts {
  /** As the browser scores it: 0 when nothing moved, 1 when all that was in view moved its own height. */
  readonly score: number
  /** What moved, the first 40 letters of each. */
  readonly moved: readonly string[]
}

/** Frames in which nothing was asked, until a page is taken for complete. */
const QUIET_FRAMES = 4

/**
 * Opens addresses of the admin UI with answers that come one after the other, to the first or to the last
 * question first, and each only when the page has drawn the one before it: the same on a slow machine and
 * on a quick one.
 * Nothing comes over the live socket meanwhile, and fonts are there before the first answer.
 */
export async function watchLayoutShifts(
  page: Page,
  answered: 'first' | 'last',
): Promise<(address: string) => Promise<LayoutShifts>> {
  const held: Route[] = []
  const underWay = new Set<Request>()
  page.on('request', (request) => underWay.add(request))
  page.on('requestfinished', (request) => underWay.delete(request))
  page.on('requestfailed', (request) => underWay.delete(request))
  await page.route(/\/api\//, (route) => void held.push(route))
  await page.routeWebSocket(/\/api\//, () => undefined)
  await page.addInitScript({ content: NOTE_SHIFTS })
  return async (address) => {
    await page.goto(address)
    await page.evaluate(FONTS)
    for (let quiet = 0; quiet < QUIET_FRAMES; ) {
      const next = answered === 'first' ? held.shift() : held.pop()
      const answer = next?.request().response()
      await next?.continue()
      await answer
      await page.evaluate(TWO_FRAMES)
      quiet = underWay.size === 0 && held.length === 0 ? quiet + 1 : 0
    }
    return page.evaluate<LayoutShifts>('window.layoutShifts()')
  }
}

const TWO_FRAMES =
  'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))'

const FONTS = `Promise.all([
  document.fonts.load('13px "Inter Variable"'),
  document.fonts.load('500 13px "JetBrains Mono"'),
]).then(() => undefined)`

const NOTE_SHIFTS = `
  const entries = []
  const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()))
  observer.observe({ type: 'layout-shift', buffered: true })
  window.layoutShifts = () => {
    entries.push(...observer.takeRecords())
    const uncalled = entries.filter((entry) => !entry.hadRecentInput)
    return {
      score: uncalled.reduce((sum, { value }) => sum + value, 0),
      moved: uncalled.flatMap(({ sources }) =>
        sources.map(({ node, previousRect, currentRect }) =>
          [node?.textContent?.slice(0, 40), previousRect.top, '→', currentRect.top].join(' '))),
    }
  }`
