import type { Page } from 'playwright-core'

export interface PageLoad {
  /** Of everything that came over the wire, headers included: nothing was cached. */
  readonly kilobytes: number
  readonly requests: number
  /** To any host but the server. */
  readonly foreignRequests: number
  /** From the start of the navigation until it was drawn. */
  readonly usableMs: number
}

const QUIET_MS = 500

/**
 * Opens an address and waits until what `selector` names is drawn, then until nothing more is asked for:
 * what comes late counts as well.
 */
export async function loadPage(page: Page, address: string, selector: string): Promise<PageLoad> {
  const wire = await page.context().newCDPSession(page)
  await wire.send('Network.enable')
  let bytes = 0
  let lastAt = performance.now()
  const asked: string[] = []
  wire.on('Network.requestWillBeSent', ({ request }) => {
    if (!request.url.startsWith('http')) return
    asked.push(request.url)
    lastAt = performance.now()
  })
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
    lastAt = performance.now()
  })
  await page.addInitScript({ content: noteWhenDrawn(selector) })
  await page.goto(address)
  const drawn = await page.waitForFunction(() => Reflect.get(globalThis, 'drawnAt'))
  while (performance.now() - lastAt < QUIET_MS) await page.waitForTimeout(50)
  const { host } = new URL(address)
  return {
    kilobytes: bytes / 1_000,
    requests: asked.length,
    foreignRequests: asked.filter((one) => new URL(one).host !== host).length,
    usableMs: Number(await drawn.jsonValue()),
  }
}

/** For the page: notes the time of the first frame after the element came. */
function noteWhenDrawn(selector: string): string {
  return `
    const watch = new MutationObserver(() => {
      if (!document.querySelector(${JSON.stringify(selector)})) return
      watch.disconnect()
      requestAnimationFrame(() => setTimeout(() => { window.drawnAt = performance.now() }))
    })
    watch.observe(document, { childList: true, subtree: true })`
}
