import { setImmediate } from 'node:timers'

/** One clock for everything in a simulation. What is due at once runs in the order it was asked for. */
export interface VirtualTime {
  now(): number
  /** @returns cancels it */
  after(delayMs: number, run: () => void): () => void
  /**
   * Runs `work` later and lets what awaits it go on. Whatever begins to await anything begins here:
   * promises of elsewhere are not waited for.
   */
  settle<T>(delayMs: number, work: () => T): Promise<T>
  advance(ms: number): Promise<void>
}

interface Timer {
  readonly at: number
  readonly order: number
  /** Undefined: cancelled. */
  run: (() => void) | undefined
}

export function createVirtualTime(): VirtualTime {
  const heap: Timer[] = []
  let now = 0
  let asked = 0
  /** Whether promises were settled whose followers have not run yet. */
  let isStirred = false

  function after(delayMs: number, run: () => void): () => void {
    const timer: Timer = { at: now + Math.max(0, delayMs), order: asked++, run }
    push(heap, timer)
    return () => {
      timer.run = undefined
    }
  }

  return {
    now: () => now,
    after,
    settle: (delayMs, work) =>
      new Promise((resolve, reject) => {
        after(delayMs, () => {
          isStirred = true
          try {
            resolve(work())
          } catch (error) {
            reject(error)
          }
        })
      }),
    async advance(ms) {
      const end = now + ms
      await turn()
      for (let next = heap[0]; next && next.at <= end; next = heap[0]) {
        pop(heap)
        now = next.at
        next.run?.()
        if (isStirred) await turn()
        isStirred = false
      }
      now = end
    },
  }
}

/** All microtasks have run before it resolves. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

const isBefore = (a: Timer, b: Timer) => a.at < b.at || (a.at === b.at && a.order < b.order)

function push(heap: Timer[], timer: Timer): void {
  let at = heap.length
  heap.push(timer)
  while (at > 0) {
    const parent = (at - 1) >> 1
    const above = heap[parent]
    if (!above || !isBefore(timer, above)) break
    heap[at] = above
    at = parent
  }
  heap[at] = timer
}

function pop(heap: Timer[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    const [left, right] = [heap[child], heap[child + 1]]
    if (left && right && isBefore(right, left)) child += 1
    const below = heap[child]
    if (!below || !isBefore(below, last)) break
    heap[at] = below
    at = child
  }
  heap[at] = last
}
