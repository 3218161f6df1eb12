/**
 * How long to wait before the next attempt: not at all, a moment, longer after each failure, or a
 * time the server asked for.
 */
export type Pause = 'none' | 'now' | 'backoff' | { readonly withinMs: number }

const CEILING_MS = { none: 0, now: 100, backoff: 250 } as const

/**
 * Milliseconds to wait, below a ceiling that doubles with each attempt up to `maxMs`. Who backs off waits
 * for half of it at least: with jitter in full, a few of ten thousand draw small numbers, race up to the
 * ceiling while a server restarts, and come back long after all others.
 * "Equal jitter" of https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
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
  const ceiling = Math.min(maxMs, CEILING_MS[pause] * 2 ** Math.min(attempt, 30))
  return pause === 'backoff' ? ceiling / 2 + (random() * ceiling) / 2 : random() * ceiling
}
