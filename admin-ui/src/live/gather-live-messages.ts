import type { LiveMessage } from '@bunting/flag-server/live/live-message.ts'

type Apply = (message: LiveMessage) => void
type After = (ms: number, run: () => void) => () => void

/** Shorter than anybody notices, longer than a server takes for the next of many changes. */
const WINDOW_MS = 300

export interface Gathering {
  take(message: LiveMessage): void
  stop(): void
}

/**
 * Each message makes the page ask for something. The first is applied at once; those that follow
 * closely are made one, so that two hundred changes are asked about a few times, and not two hundred.
 */
export function gatherLiveMessages(apply: Apply, after: After): Gathering {
  let held: readonly LiveMessage[] = []
  let cancel: (() => void) | undefined
  const open = () => {
    cancel = after(WINDOW_MS, () => {
      const gathered = held
      held = []
      cancel = undefined
      if (gathered.length > 0) open()
      for (const message of gathered) apply(message)
    })
  }
  return {
    take(message) {
      if (message.type !== 'revision' && message.type !== 'changed') apply(message)
      else if (cancel) held = joined(held, message)
      else {
        open()
        apply(message)
      }
    },
    stop() {
      cancel?.()
      cancel = undefined
      held = []
    },
  }
}

/** In the order of their first coming; what is said again is said once, and what is said more is added. */
function joined(held: readonly LiveMessage[], next: LiveMessage): readonly LiveMessage[] {
  let isJoined = false
  const all = held.map((one) => {
    if (next.type === 'changed' && one.type === 'changed' && one.what === next.what) {
      isJoined = true
      return one
    }
    if (
      next.type === 'revision' &&
      one.type === 'revision' &&
      one.environment === next.environment
    ) {
      isJoined = true
      return {
        ...next,
        revision: Math.max(one.revision, next.revision),
        flags: [...new Set([...one.flags, ...next.flags])],
        segments: [...new Set([...one.segments, ...next.segments])],
      }
    }
    return one
  })
  return isJoined ? all : [...all, next]
}
