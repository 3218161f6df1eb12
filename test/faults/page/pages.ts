import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { findChromium } from '../../support/chromium.ts'
import { launchBrowser } from '../../support/launch-browser.ts'
import { servePage } from '../../support/serve-page.ts'
import type { ClientReport } from '../watched-client.ts'

/** React SDKs in a real browser, two tabs in each profile. */
export interface Pages {
  open(pages: readonly PageOptions[]): Promise<void>
  report(): Promise<ClientReport[]>
  close(): Promise<ClientReport[]>
  end(): Promise<void>
}

export interface PageOptions {
  readonly name: string
  readonly url: string
  readonly key: string
}

const SCRIPT = fileURLToPath(new URL('./faults-page.tsx', import.meta.url))
const TABS = 2

export async function startPages(): Promise<Pages> {
  const [browser, app] = await Promise.all([findChromium().then(launchBrowser), servePage(SCRIPT)])
  let contexts: BrowserContext[] = []
  let pages: Page[] = []
  let errors: string[] = []

  async function openPage(context: BrowserContext, options: PageOptions): Promise<Page> {
    const page = await context.newPage()
    page.on('pageerror', ({ message }) => errors.push(`${options.name}: ${message}`))
    await page.goto(`${app.url}?${new URLSearchParams({ ...options })}`)
    return page
  }

  async function report(): Promise<ClientReport[]> {
    const reports = await Promise.all(pages.map((page) => page.evaluate(() => window.report())))
    return reports.map((one) => ({ ...one, violations: [...one.violations, ...errors] }))
  }

  return {
    async open(wanted) {
      errors = []
      contexts = []
      pages = []
      for (let first = 0; first < wanted.length; first += TABS) {
        const context = await browser.newContext()
        contexts.push(context)
        for (const options of wanted.slice(first, first + TABS)) {
          pages.push(await openPage(context, options))
        }
      }
    },
    report,
    async close() {
      await Promise.all(pages.map((page) => page.evaluate(() => window.closeClient())))
      const reports = await report()
      for (const context of contexts) await context.close()
      pages = []
      contexts = []
      return reports
    },
    async end() {
      await browser.close()
      await app.close()
    },
  }
}
