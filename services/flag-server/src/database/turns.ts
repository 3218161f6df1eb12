/** Does the work when it is its turn: first come, first served. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

/** Lets so many pieces of work run at once; the others wait. */
export function createTurns(atOnce: number): Turns {
  const waiting: (() => void)[] = []
  let free = atOnce

  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // The turn is handed on: nobody who comes just now can take it in between.
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
