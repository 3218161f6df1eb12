import { useSyncExternalStore } from 'react'

const TICK_MS = 15_000
let now = Date.now()

function subscribe(changed: () => void): () => void {
  now = Date.now()
  const timer = setInterval(() => {
    now = Date.now()
    changed()
  }, TICK_MS)
  return () => clearInterval(timer)
}

/** The time, renewed often enough for `2 min ago`. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
