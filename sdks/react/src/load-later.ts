import type { Companion } from '@bunting/client'

/** Between two tries; doubles up to a minute. */
const RETRY_MS = 1_000
const MAX_RETRY_MS = 60_000

/**
 * Loads what a page can do without at first, as soon as the client is in use, and tries again until
 * it is there: while it is not, flags are answered and followed all the same. (Most browsers
 * of before late 2026 remember until the page is loaded anew that a module did not load, and trying
 * is in vain: https://github.com/whatwg/html/pull/10327.)
 *
 * @param load imports it
 */
export function loadLater<Later>(
  load: () => Promise<Later>,
  use: (later: Later) => void,
): Companion {
  return ({ ports: { time, warn }, onEvent }) => {
    async function tryToLoad(pauseMs: number): Promise<void> {
      let later: Later
      try {
        // Bundlers have a page that misses a chunk load itself anew, which is no help without network.
        if (globalThis.navigator?.onLine === false) throw new Error('there is no network')
        later = await load()
      } catch (error) {
        if (pauseMs === RETRY_MS) {
          const message = `not all of the SDK could be loaded (${error}); trying on`
          warn({ cause: 'incomplete', message })
        }
        time.after(pauseMs, () => tryToLoad(Math.min(2 * pauseMs, MAX_RETRY_MS)))
        return
      }
      use(later)
    }
    // What moves it first is its start.
    const end = onEvent(() => {
      end()
      void tryToLoad(RETRY_MS)
    })
    return undefined
  }
}
