import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** A rule that a page breaks, and where. */
export interface Fault {
  readonly rule: string
  readonly where: readonly string[]
  readonly why: string | undefined
}

export interface Accessibility {
  /** Breaches of WCAG 2.2 A and AA and of good practice; of some rules only, when they are named. */
  faults(rules?: readonly string[]): Promise<readonly Fault[]>
}

/** Brings axe into a page; it stays until the page is loaded anew. */
export async function createAccessibility(page: Page): Promise<Accessibility> {
  await page.evaluate(await readFile(AXE, 'utf8'))
  return {
    async faults(rules) {
      await stillness(page)
      const options: RunOptions = {
        runOnly: rules
          ? { type: 'rule', values: [...rules] }
          : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
      }
      const { violations } = await page.evaluate<AxeResults>(
        `axe.run(document, ${JSON.stringify(options)})`,
      )
      return violations.map(({ id, help, nodes }) => ({
        rule: `${id}: ${help}`,
        where: nodes.map((node) => node.html),
        why: nodes[0]?.failureSummary,
      }))
    },
  }
}

/** What fades in has colours that nobody reads. Resolves when three pictures in a row are the same. */
export async function stillness(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const moves = ({ effect }) => effect?.getComputedTiming().endTime !== Infinity
    for (let still = 0; still < 3; ) {
      await new Promise(requestAnimationFrame)
      still = document.getAnimations().some(moves) ? 0 : still + 1
    }
  })()`)
}

/**
 * Fails with each rule of WCAG 2.2 A and AA that the page breaks, and where; when it is there: a page
 * that is still being loaded has neither its main part nor its heading.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.locator('main').first().waitFor({ state: 'attached' })
  await page.locator('h1').first().waitFor({ state: 'attached' })
  const { faults } = await createAccessibility(page)
  expect(await faults()).toEqual([])
}
