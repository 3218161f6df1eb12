const FIRST_MS = 500
const CAP_MS = 10_000

/** Full jitter, capped: many open screens do not come back at once. `random` is in [0, 1). */
export function reconnectDelay(attempt: number, random: number): number {
  return Math.round(random * Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(attempt, 10)))
}
