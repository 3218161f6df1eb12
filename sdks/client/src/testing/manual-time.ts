import type { Time } from '../ports.ts'

export interface ManualTime extends Time {
  /** Moves time on and runs what is due meanwhile, in the order it is due. */
  advance(ms: number): void
  /** How many calls are yet to come. */
  pending(): number
}

interface Timer {
  readonly at: number
  readonly run: () => void
}

/** Time that stands still until it is told to move on. */
export function createManualTime(): ManualTime {
  const timers = new Set<Timer>()
  let now = 0

  function nextUntil(end: number): Timer | undefined {
    // `toSorted` is stable: of two that are due at once, the one set first is first.
    return [...timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
  }

  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms) {
      const end = now + ms
      for (let timer = nextUntil(end); timer; timer = nextUntil(end)) {
        timers.delete(timer)
        now = timer.at
        timer.run()
      }
      now = end
    },
    pending: () => timers.size,
  }
}
