import type { Page } from 'playwright-core'
import { openPage, type PageOptions } from '../support/browser.ts'
import type { Joined } from '../support/join.ts'
import type { TestServer } from '../support/test-server.ts'

export const PERSON = { name: 'Ana', email: 'ana@shop.example', password: 'correct horse battery' }

/** Makes the administrator without a browser, for tests of what comes after. */
export async function makeAdministrator(server: TestServer): Promise<void> {
  const token = new URL(server.setupUrl ?? '').hash.replace('#token=', '')
  const response = await fetch(`${server.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...PERSON, token }),
  })
  if (response.status !== 201) throw new Error(`setup answered ${response.status}`)
}

/** A page of a signed-in browser, at this path. */
export function openSignedIn(
  server: TestServer,
  path: string,
  options?: PageOptions,
): Promise<Page> {
  return openSignedInAs(PERSON, server, path, options)
}

/** The same of somebody else. */
export async function openSignedInAs(
  { email, password }: Pick<Joined, 'email' | 'password'>,
  server: TestServer,
  path: string,
  options?: PageOptions,
): Promise<Page> {
  const page = await openPage(options)
  // The page's cookie jar is the browser's.
  const response = await page.request.post(`${server.url}/api/v1/sign-in`, {
    data: { email, password },
  })
  if (!response.ok()) throw new Error(`sign-in answered ${response.status()}`)
  await page.goto(`${server.url}${path}`)
  return page
}
