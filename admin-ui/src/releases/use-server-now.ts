import { useSyncExternalStore } from 'react'

const TICK_MS = 1_000
let tick = Date.now()

function subscribe(changed: () => void): () => void {
  tick = Date.now()
  const timer = setInterval(() => {
    tick = Date.now()
    changed()
  }, TICK_MS)
  return () => clearInterval(timer)
}

/**
 * The server's clock, a step a second: what it said when it answered, and what has gone by since. A
 * reader whose own clock is wrong still sees what is left.
 *
 * @param said by the server, RFC 3339
 * @param heardAt when its answer came, by the clock of this page
 */
export function useServerNow(said: string, heardAt: number): number {
  const now = useSyncExternalStore(subscribe, () => tick)
  return Date.parse(said) + Math.max(0, now - heardAt)
}
