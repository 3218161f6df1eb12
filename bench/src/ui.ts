import { findChromium } from '@bunting/test/support/chromium.ts'
import { launchBrowser } from '@bunting/test/support/launch-browser.ts'
import { loadPage, type PageLoad } from '@bunting/test/support/load-page.ts'
import { buildWhenStale } from '../../scripts/build-when-stale.ts'
import { type Bench, type Result, resultsFor } from './bench.ts'
import { median, quantile } from './statistics.ts'
import { freshPage } from './ui/fresh-page.ts'
import { startFullServer } from './ui/full-server.ts'
import { typeInSearch } from './ui/type-in-search.ts'

/** What tells that a page can be used. */
const FIELD = 'input[type="email"]'
const ROW = '[data-row-link]'

/**
 * The admin UI in a real Chromium that was never here: what its first pages load and when they can be
 * used, with 1,000 flags, and how long a key in the search takes with 5,000 (`--flags`) until the list
 * that answers it is drawn. Medians of `--rounds` (default 5).
 */
export const run: Bench = async ({ count, progress }) => {
  const rounds = count('rounds', 5)
  const many = count('flags', 5_000)
  await buildWhenStale('admin-ui', ['sdks'])
  await using server = await startFullServer()
  const browser = await launchBrowser(await findChromium())
  try {
    const open = async (path: string, selector: string, signedIn: boolean): Promise<PageLoad> => {
      const page = await freshPage(browser, server.url, signedIn)
      const loaded = await loadPage(page, `${server.url}${path}`, selector)
      await page.context().close()
      return loaded
    }
    const results: Result[] = []
    const measure = async (scenario: string, path: string, selector: string, signedIn: boolean) => {
      const loads: PageLoad[] = []
      for (let round = 1; round <= rounds; round += 1) {
        progress(`${scenario}: round ${round} of ${rounds}`)
        loads.push(await open(path, selector, signedIn))
      }
      results.push(...summarise(scenario, loads))
    }
    await measure('sign-in', '/sign-in', FIELD, false)
    progress('making 1,000 flags')
    await server.fill(1_000)
    await measure('flags-1000', '/default/production/flags', ROW, true)
    progress(`making ${many} flags`)
    await server.fill(many)
    const page = await freshPage(browser, server.url, true)
    await loadPage(page, `${server.url}/default/production/flags`, ROW)
    const times: number[] = []
    for (let round = 1; round <= rounds; round += 1) {
      progress(`typing: round ${round} of ${rounds}`)
      times.push(...(await typeInSearch(page)))
    }
    const result = resultsFor(`search-${many}`, 'bunting')
    results.push(result('keyToListMs', median(times), 'ms'))
    results.push(result('keyToListP95Ms', quantile(times, 0.95), 'ms'))
    return results
  } finally {
    await browser.close()
  }
}

function summarise(scenario: string, loads: readonly PageLoad[]): Result[] {
  const result = resultsFor(scenario, 'bunting')
  const of = (metric: keyof PageLoad) => median(loads.map((one) => one[metric]))
  return [
    result('kilobytes', of('kilobytes'), 'kB'),
    result('requests', of('requests'), 'count'),
    result('foreignRequests', Math.max(...loads.map((one) => one.foreignRequests)), 'count'),
    result('usableMs', of('usableMs'), 'ms'),
  ]
}
