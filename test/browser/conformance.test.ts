import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { decisionVectors } from '../conformance/read-vectors.ts'
import { openPage } from '../support/browser.ts'
import { servePage } from '../support/serve-page.ts'
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
  const shown = await servePage(PAGE)
  stops.push(shown.close)
  page = shown.url
})
afterAll(async () => {
  for (const stop of stops) await stop()
})

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
