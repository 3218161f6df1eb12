import type { launchBrowser } from '@bunting/test/support/launch-browser.ts'
import { PERSON } from './full-server.ts'

type Browser = Awaited<ReturnType<typeof launchBrowser>>
export type Page = Awaited<ReturnType<Browser['newPage']>>

/** A page of a browser that was never here, signed in or not. */
export async function freshPage(browser: Browser, url: string, signedIn: boolean): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  if (signedIn) {
    const { email, password } = PERSON
    const answer = await page.request.post(`${url}/api/v1/sign-in`, { data: { email, password } })
    if (!answer.ok()) throw new Error(`sign-in answered ${answer.status()}`)
  }
  return page
}
