import { rm } from 'node:fs/promises'
import { type RunningServer, startServer } from '@bunting/flag-server'
import type { Page } from 'playwright-core'
import { type AdminApi, createAdminApi } from '../support/admin-api.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

export const TOKEN = 'only-for-the-screenshots-of-this-run'
const PERSON = { name: 'Ana', email: 'ana@shop.example', password: 'correct horse battery' }

export interface ScreenshotServer {
  readonly url: string
  readonly admin: AdminApi
  /** As the administrator. */
  signIn(page: Page): Promise<void>
  stop(): Promise<void>
}

/** A real server with nothing in it but an administrator. */
export async function startScreenshotServer(): Promise<ScreenshotServer> {
  const home = await temporaryFolder()
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: undefined,
    dataDir: home,
    version: 'screenshots',
    adminToken: TOKEN,
    publicUrl: undefined,
    prometheusUrl: undefined,
    trustProxy: false,
    rateLimits: { signIn: 0, api: 6_000, sdk: 120_000 },
    logLevel: 'error',
  })
  await makePerson(server)
  return {
    url: server.url,
    admin: createAdminApi(server.url, TOKEN),
    async signIn(page) {
      const { email, password } = PERSON
      await page.request.post(`${server.url}/api/v1/sign-in`, { data: { email, password } })
    },
    async stop() {
      await server.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function makePerson({ url, setupUrl }: RunningServer): Promise<void> {
  const token = new URL(setupUrl ?? '').hash.replace('#token=', '')
  const response = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...PERSON, token }),
  })
  if (response.status !== 201) throw new Error(`setup answered ${response.status}`)
}
