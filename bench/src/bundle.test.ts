import { afterEach, expect, it, vi } from 'vitest'
import { run } from './bundle.ts'

/** Bytes a page ships, gzipped. What weighs less lowers its budget; nothing raises one. */
const BUDGETS: Readonly<Record<string, number>> = { react: 10_600, browser: 9_400 }

afterEach(() => {
  vi.unstubAllEnvs()
})

it('ships no page more than its budget', async () => {
  // Vitest's own, `test`, would make Vite build pages for development.
  vi.stubEnv('NODE_ENV', 'production')
  const results = await run({ option: () => undefined, progress: () => {} })
  const weights = Object.fromEntries(results.map(({ scenario, value }) => [scenario, value]))
  expect(Object.keys(weights)).toEqual(Object.keys(BUDGETS))
  for (const [page, budget] of Object.entries(BUDGETS)) {
    expect(weights[page], page).toBeLessThanOrEqual(budget)
    // Else the budget is to be lowered: the next full hundred is enough.
    expect(weights[page], page).toBeGreaterThan(budget - 100)
  }
}, 30_000)
