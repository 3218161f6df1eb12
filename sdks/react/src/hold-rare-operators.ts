import type { OpenSocket, Time } from '@bunting/client'

/** What a page loads a moment later than the rest: RARE_OPERATORS of the evaluator. */
const RARE = /"operator":"(semver|inCidr|before|after|matches|less|greater)/
/** A kill may not wait for a chunk that never comes. */
const PATIENCE_MS = 2_000

export interface Held {
  readonly openSocket: OpenSocket
  /** The rare operators are there: nothing is held back from now on. */
  release(): void
}

/**
 * Holds back what sockets receive, in order, from the first text on that names a rare operator, so
 * that its flags never answer without. For two seconds at most, and once in the life of a page:
 * after that such a flag answers PARSE_ERROR until the operators are there, and all others go on.
 */
export function holdRareOperators(openSocket: OpenSocket, time: Time): Held {
  /** Undefined once nothing waits any more. */
  let waiting: (() => void)[] | undefined = []

  function release(): void {
    const runs = waiting
    waiting = undefined
    for (const run of runs ?? []) run()
  }

  /** @param isRare what follows may not overtake it */
  function pass(isRare: boolean, run: () => void): void {
    if (!waiting || (!isRare && waiting.length === 0)) run()
    else if (waiting.push(run) === 1) time.after(PATIENCE_MS, release)
  }

  return {
    release,
    openSocket: (url, protocol, { opened, received, closed }) =>
      openSocket(url, protocol, {
        opened,
        received: (data) => pass(RARE.test(`${data}`), () => received(data)),
        closed: (code, reason) => pass(false, () => closed(code, reason)),
      }),
  }
}
