/**
 * How long to wait before the next attempt: not at all, a moment, longer after each failure, or a
 * time the server asked for.
 */
export type Pause = 'none' | 'now' | 'backoff' | { readonly withinMs: number }

const CEILING_MS = { none: 0, now: 100, backoff: 250 } as const

/**
 * Milliseconds to wait: full jitter, anywhere between nothing and a ceiling that doubles with each
 * attempt up to `maxMs`. Spreads a thousand clients better than any fixed part would.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param attempt connections lost in a row, 0 for the first
 * @param random in [0, 1)
 */
export function reconnectDelay(
  pause: Pause,
  attempt: number,
  random: () => number,
  maxMs: number,
): number {
  if (typeof pause === 'object') return random() * pause.withinMs
  return random() * Math.min(maxMs, CEILING_MS[pause] * 2 ** Math.min(attempt, 30))
}
