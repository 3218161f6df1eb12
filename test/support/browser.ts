import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, expect, inject, onTestFinished } from 'vitest'
import { launchBrowser } from './launch-browser.ts'
import { makeUnsteady, PATIENCE } from './unsteady.ts'

export interface PageOptions extends BrowserContextOptions {
  /** Console errors that this test provokes, such as a refused sign-in. All others fail it. */
  readonly expectedErrors?: readonly RegExp[]
}

/** One browser for each test file, started by its first page. */
let browser: Promise<Browser> | undefined

afterAll(async () => {
  await (await browser)?.close()
  browser = undefined
})

/**
 * A page in a fresh profile, for the test that calls this; closed at its end. The test fails on any
 * error in the page: an exception, a rejected promise, `console.error`, a resource that does not load.
 */
export async function openPage(options: PageOptions = {}): Promise<Page> {
  const { expectedErrors = [], ...contextOptions } = options
  browser ??= launchBrowser(inject('chromium'))
  const context = await (await browser).newContext(contextOptions)
  context.setDefaultTimeout(10_000 * PATIENCE)
  await makeUnsteady(context)
  const page = await context.newPage()
  const errors: string[] = []
  const note = (text: string) => {
    if (!expectedErrors.some((expected) => expected.test(text))) errors.push(text)
  }
  page.on('pageerror', (error) => note(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') note(`${message.text()} (${message.location().url})`)
  })
  onTestFinished(async () => {
    await context.close()
    expect(errors, 'errors in the page').toEqual([])
  })
  return page
}
