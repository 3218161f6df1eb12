/** Sockets written to before others get a turn: some three milliseconds. */
const SLICE = 400

/**
 * Does something for each, and lets other work run in between, so that ten thousand sockets hold up
 * nobody. What is taken out of the set meanwhile is left out, what is put in does not get its turn.
 */
export async function inSlices<T>(
  all: ReadonlySet<T>,
  work: (one: T) => void,
  breathe: () => Promise<void>,
): Promise<void> {
  let done = 0
  for (const one of [...all]) {
    if (!all.has(one)) continue
    work(one)
    done += 1
    if (done % SLICE === 0) await breathe()
  }
}
