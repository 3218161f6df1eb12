import { expect, it } from 'vitest'
import { run } from './bundle.ts'
import { readOptions } from './read-options.ts'

/**
 * Bytes a page ships, gzipped: at first, and later. What weighs less lowers its budget; only what
 * is worth it to every visitor raises one.
 */
const BUDGETS: Readonly<Record<string, number>> = {
  'react gzipBytes': 11_200,
  'react lazyGzipBytes': 8_400,
  'browser gzipBytes': 10_600,
  'browser lazyGzipBytes': 8_150,
}

it('ships no page more than its budget', async () => {
  const results = await run(readOptions([], []).options)
  const weights = Object.fromEntries(
    results.map(({ scenario, metric, value }) => [`${scenario} ${metric}`, value]),
  )
  expect(Object.keys(weights)).toEqual(Object.keys(BUDGETS))
  for (const [page, budget] of Object.entries(BUDGETS)) {
    expect(weights[page], page).toBeLessThanOrEqual(budget)
    // Else the budget is to be lowered: the next full hundred is enough.
    expect(weights[page], page).toBeGreaterThan(budget - 100)
  }
}, 30_000)
