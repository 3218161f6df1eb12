import { WaitedTooLongError } from './database-errors.ts'

/**
 * Does the work when it is its turn: first come, first served, but for lanes that are full. What is
 * urgent goes before all that waits.
 */
export type Turns = <T>(work: () => Promise<T>, lane?: string, isUrgent?: boolean) => Promise<T>

export interface TurnLimits {
  readonly atOnce: number
  /** Of one lane at once: what holds one up leaves the rest to others. All, unless told. */
  readonly mostOfOneLane?: number
  /** Who has waited for longer is told so, with `WaitedTooLongError`. For ever, unless told. */
  readonly waitMs?: number
  /** Runs something later, and answers with what calls that off. */
  readonly after?: (delayMs: number, run: () => void) => () => void
}

interface Waiting {
  readonly lane: string | undefined
  readonly begin: () => void
}

/** Lets so many pieces of work run at once; the others wait. */
export function createTurns(limits: TurnLimits): Turns {
  const { atOnce, mostOfOneLane = atOnce, waitMs, after = afterDelay } = limits
  const urgent = new Set<Waiting>()
  const waiting = new Set<Waiting>()
  const running = new Map<string | undefined, number>()
  let free = atOnce

  const runningIn = (lane: string | undefined) => running.get(lane) ?? 0
  const hasRoom = (lane: string | undefined) =>
    free > 0 && (lane === undefined || runningIn(lane) < mostOfOneLane)

  function enter(lane: string | undefined): void {
    free -= 1
    running.set(lane, runningIn(lane) + 1)
  }

  /** The turn is handed on: nobody who comes just now can take it in between. */
  function leave(lane: string | undefined): void {
    free += 1
    if (runningIn(lane) > 1) running.set(lane, runningIn(lane) - 1)
    else running.delete(lane)
    for (const line of [urgent, waiting]) {
      for (const one of line) {
        if (free === 0) return
        if (!hasRoom(one.lane)) continue
        line.delete(one)
        enter(one.lane)
        one.begin()
      }
    }
  }

  function wait(lane: string | undefined, line: Set<Waiting>): Promise<void> {
    return new Promise((resolve, reject) => {
      let callOff = () => {}
      const one = {
        lane,
        begin() {
          callOff()
          resolve()
        },
      }
      line.add(one)
      if (waitMs === undefined) return
      callOff = after(waitMs, () => {
        line.delete(one)
        reject(new WaitedTooLongError())
      })
    })
  }

  return async (work, lane, isUrgent = false) => {
    if (hasRoom(lane)) enter(lane)
    else await wait(lane, isUrgent ? urgent : waiting)
    try {
      return await work()
    } finally {
      leave(lane)
    }
  }
}

function afterDelay(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}
