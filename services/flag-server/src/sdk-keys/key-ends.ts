/** Keys that were rotated, and when each ends: a timer for each, so that no database has to be asked. */
export interface KeyEnds {
  /** Again for a key that is known: the newest word counts. */
  endsIn(sdkKeyId: string, leftMs: number): void
  forget(sdkKeyId: string): void
  stop(): void
}

/** Timers wait 24 days at most, and drift; whoever has longer is looked at again. */
const LOOK_AGAIN_MS = 60 * 60 * 1_000

export function createKeyEnds(onEnd: (sdkKeyId: string) => void): KeyEnds {
  const timers = new Map<string, NodeJS.Timeout>()

  function forget(id: string): void {
    clearTimeout(timers.get(id))
    timers.delete(id)
  }

  function endsIn(id: string, leftMs: number): void {
    forget(id)
    if (leftMs <= 0) {
      onEnd(id)
      return
    }
    const waitMs = Math.min(leftMs, LOOK_AGAIN_MS)
    timers.set(id, setTimeout(() => endsIn(id, leftMs - waitMs), Math.ceil(waitMs)).unref())
  }

  return {
    endsIn,
    forget,
    stop() {
      for (const id of [...timers.keys()]) forget(id)
    },
  }
}
