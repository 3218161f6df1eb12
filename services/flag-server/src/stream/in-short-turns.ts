/** Work of one turn of the event loop, in milliseconds: what else there is to do waits no longer. */
const TURN_MS = 5
const MOST_A_TURN = 64

/**
 * For what comes in a rush: each piece is done in its turn, a few milliseconds of them before other work
 * gets one. A piece has done what it does at once, and what follows by promises, when the next begins.
 *
 * @param soon `setImmediate`: calls when the loop has looked at what else there is, one after the other
 */
export function inShortTurns(
  now: () => number,
  soon: (run: () => void) => void,
): (work: () => void) => void {
  let waiting: (() => void)[] = []
  let next = 0
  let until = 0

  function turn(): void {
    const pieces = Math.min(waiting.length - next, MOST_A_TURN)
    soon(() => {
      until = now() + TURN_MS
      piece()
    })
    for (let one = 1; one < pieces; one += 1) soon(piece)
    soon(rest)
  }

  function piece(): void {
    if (now() >= until) return
    const work = waiting[next]
    next += 1
    work?.()
  }

  function rest(): void {
    if (next === waiting.length) {
      waiting = []
      next = 0
    } else {
      turn()
    }
  }

  return (work) => {
    waiting.push(work)
    if (waiting.length === 1) turn()
  }
}
