/** Sockets written to before others get a turn: some three milliseconds. */
const SLICE = 400

/**
 * Does something for each, and lets other work run in between, so that ten thousand sockets hold up
 * nobody. Who comes meanwhile does not get a turn; who is gone does, and must know that it is.
 */
export async function inSlices<T>(
  all: Iterable<T>,
  work: (one: T) => void,
  breathe: () => Promise<void>,
): Promise<void> {
  let done = 0
  for (const one of [...all]) {
    work(one)
    done += 1
    if (done % SLICE === 0) await breathe()
  }
}
