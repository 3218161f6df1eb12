import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { decisionVectors } from '../conformance/read-vectors.ts'
import { openPage } from '../support/browser.ts'
import { serveRulesets } from '../support/serve-rulesets.ts'

const PAGE = fileURLToPath(new URL('../conformance/page/page.tsx', import.meta.url))
const vectors = decisionVectors()
const stops: (() => Promise<unknown>)[] = []
let rulesets: string
let page: string

beforeAll(async () => {
  const served = await serveRulesets(new Map(vectors.map(([name, { ruleset }]) => [name, ruleset])))
  stops.push(served.close)
  rulesets = served.url
  const script = await bundle()
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(
      isScript
        ? script
        : '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stops.push(async () => server.close())
  page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(async () => {
  for (const stop of stops) await stop()
})

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, modulePreload: false, rolldownOptions: { input: PAGE } },
  })
  if (!('output' in built)) throw new Error('vite built something else than one bundle')
  return built.output.map((part) => (part.type === 'chunk' ? part.code : '')).join('')
}

it('answers every vector in a browser as everywhere else', async () => {
  const browser = await openPage()
  await browser.goto(page)
  for (const [name, file] of vectors) {
    // As text: what Playwright hands over would lose a property called `__proto__`.
    const question = [`${rulesets}/${name}`, JSON.stringify(file)] as const
    const outcomes = await browser.evaluate(([url, text]) => window.answer(url, text), question)
    for (const [index, one] of file.cases.entries()) {
      expect(outcomes[index], `${name}: ${one.name}`).toEqual(one.expect)
    }
  }
})
