import { fileURLToPath } from 'node:url'
import type { Page, WebSocket } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { openPage } from '../support/browser.ts'
import { type ServedPage, servePage } from '../support/serve-page.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

const PAGE = fileURLToPath(new URL('./pages/flag-page.tsx', import.meta.url))
/** What a browser says about a server that is away, on purpose. */
const AWAY = [/WebSocket connection/, /Failed to load resource/]

let server: TestServer
let app: ServedPage
let key: string
beforeAll(async () => {
  ;[server, app] = await Promise.all([startTestServer(), servePage(PAGE)])
  key = (await server.admin.createSdkKey('client')).key
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
})
afterAll(async () => {
  await app.close()
  await server.stop()
})
beforeEach(() => turn(true))

const turn = (on: boolean) => server.admin.configure('new-checkout', { on, rules: [] })
const addressOf = (url: string) => `${app.url}?${new URLSearchParams({ url, key })}`
const shows = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor()
const framesOf = (page: Page) => page.evaluate(() => window.shown)

/** The server behind a wire that can be cut. */
async function openWire() {
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) })
  onTestFinished(() => proxy.close())
  return { ...proxy, url: `http://127.0.0.1:${proxy.port}` }
}

const isKept = (page: Page) =>
  page.waitForFunction(() => Object.keys(localStorage).some((name) => name.includes(':flags:')))

const keptRevision = (page: Page) =>
  page.evaluate(() => {
    const name = Object.keys(localStorage).find((name) => name.includes(':flags:'))
    const [, header = '{}'] = localStorage.getItem(name ?? '')?.split('\n') ?? []
    return Number(JSON.parse(header).revision)
  })

describe('flags of an earlier visit', () => {
  it('are there in the first frame of the next one, also while the server is away', async () => {
    const wire = await openWire()
    const page = await openPage({ expectedErrors: AWAY })
    await page.goto(addressOf(wire.url))
    await shows(page, 'on ready stream')
    expect(await framesOf(page)).toEqual([false, true])
    await isKept(page)

    await page.reload()
    await shows(page, 'on ready stream')
    expect(await framesOf(page)).toEqual([true])

    wire.cut()
    await page.reload()
    await shows(page, 'on stale ')
    expect(await framesOf(page)).toEqual([true])
    wire.mend()
    await shows(page, 'on ready stream')
    expect(await framesOf(page)).toEqual([true])
  })
})

describe('several tabs', () => {
  it('share what is kept, which never goes back to the revision of one that lags', async () => {
    const ahead = await openPage({ expectedErrors: AWAY })
    await ahead.goto(addressOf(server.url))
    await shows(ahead, 'on ready stream')

    // Hears the first word of the server and no other.
    const behind = await ahead.context().newPage()
    await behind.routeWebSocket(/stream$/, (socket) => {
      let heard = 0
      socket.connectToServer().onMessage((message) => {
        if (heard++ === 0) socket.send(message)
      })
    })
    await behind.goto(addressOf(server.url))
    await shows(behind, 'on ready stream')
    await isKept(behind)
    const before = await keptRevision(ahead)

    await turn(false)
    await shows(ahead, 'off ready stream')
    await waitFor(async () => (await keptRevision(ahead)) > before, { what: 'the news to be kept' })
    const after = await keptRevision(ahead)
    await shows(behind, 'on ready stream')
    await behind.evaluate(() => window.dispatchEvent(new Event('pagehide')))
    await behind.goto('about:blank')
    expect(await keptRevision(ahead)).toBe(after)
  })
})

describe('a browser', () => {
  it('without a network is stale at once, and current at once when it has one again', async () => {
    const url = server.url.replace('127.0.0.1', 'flags.localhost')
    const page = await openPage({ expectedErrors: AWAY })
    await page.goto(addressOf(url))
    await shows(page, 'on ready stream')
    await page.context().setOffline(true)
    await shows(page, 'on stale')
    await turn(false)
    await page.context().setOffline(false)
    await shows(page, 'off ready stream')
  })
})

describe('a page', () => {
  // Sent by hand: this Chromium keeps no page for "back".
  const turnPage = (page: Page, type: 'pagehide' | 'pageshow') =>
    page.evaluate((type) => {
      window.dispatchEvent(new PageTransitionEvent(type, { persisted: true }))
    }, type)

  it('that is kept for "back" has no socket, and is current when it is shown again', async () => {
    const page = await openPage()
    const sockets: WebSocket[] = []
    page.on('websocket', (socket) => sockets.push(socket))
    await page.goto(addressOf(server.url))
    await shows(page, 'on ready stream')
    await turnPage(page, 'pagehide')
    await waitFor(() => sockets[0]?.isClosed(), { what: 'the socket to be closed' })
    await turn(false)
    expect(sockets).toHaveLength(1)
    await turnPage(page, 'pageshow')
    await shows(page, 'off ready stream')
    expect(sockets).toHaveLength(2)
  })

  it('that ends tells the server what it has counted', async () => {
    await server.admin.createFlag({ key: 'asked-for', type: 'boolean' })
    const page = await openPage()
    // The recorder's own time to send comes later than any test.
    await page.addInitScript(() => {
      Math.random = () => 0.99
    })
    await page.goto(`${addressOf(server.url)}&flag=asked-for`)
    await shows(page, 'off ready stream')
    await isKept(page)
    await page.goto('about:blank')
    await waitFor(
      async () => {
        const path = `${PRODUCTION}/flags/asked-for/evaluations`
        const { body } = await server.admin.request<{ total: number }>('GET', path)
        return body.total > 0
      },
      { what: 'the counts to be stored', timeoutMs: 20_000 },
    )
  })

  it('that was frozen is current when it thaws, on one socket', async () => {
    const page = await openPage()
    const sockets: WebSocket[] = []
    page.on('websocket', (socket) => sockets.push(socket))
    await page.goto(addressOf(server.url))
    await shows(page, 'on ready stream')
    const devTools = await page.context().newCDPSession(page)
    await devTools.send('Page.setWebLifecycleState', { state: 'frozen' })
    await turn(false)
    await devTools.send('Page.setWebLifecycleState', { state: 'active' })
    await shows(page, 'off ready stream')
    expect(sockets).toHaveLength(1)
  })
})

describe('a flag that asks of a version', () => {
  const forNewApps: Parameters<TestServer['admin']['configure']>[1] = {
    on: true,
    rules: [
      {
        id: 'new-apps',
        conditions: [
          { attribute: 'appVersion', operator: 'semverGreaterThanOrEqual', values: ['2.0.0'] },
        ],
        serve: { variant: 'on' },
      },
    ],
    fallthrough: { variant: 'off' },
  }

  it('is never shown without the answer', async () => {
    await server.admin.configure('new-checkout', forNewApps)
    const page = await openPage()
    await page.goto(addressOf(server.url))
    await shows(page, 'on ready stream')
    expect(await framesOf(page)).toEqual([false, true])
  })

  it('holds up no other flag for long where its chunk does not load', async () => {
    await server.admin.configure('new-checkout', forNewApps)
    await server.admin.createFlag({ key: 'banner', type: 'boolean' })
    await server.admin.configure('banner', { on: true })
    const page = await openPage({ expectedErrors: AWAY })
    await page.route(/assets\/later/, (route) => route.abort())
    await page.goto(`${addressOf(server.url)}&flag=banner`)
    await shows(page, 'on ready stream')
    await server.admin.configure('banner', { on: false })
    await shows(page, 'off ready stream')
  })
})
