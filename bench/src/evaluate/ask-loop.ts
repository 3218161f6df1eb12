/** Where the last loop left off, so that all contexts get their turn however few calls are made. */
let next = 0

/**
 * Asks about one context after another.
 *
 * Each scenario imports this module anew (with a query after its name), and so has loops of its own:
 * V8 learns in each what it calls, as it does at the places where an application asks for a flag.
 *
 * @returns how often the answer was yes: nothing here can be optimised away
 */
export function askLoop<Context>(
  isEnabled: (key: string, context: Context) => unknown,
  key: string,
  contexts: readonly Context[],
  calls: number,
): number {
  let on = 0
  let at = next
  for (let call = 0; call < calls; call++) {
    // Added up, not branched on: no processor guesses a rollout.
    on += Number(isEnabled(key, contexts[at] as Context))
    at = at + 1 === contexts.length ? 0 : at + 1
  }
  next = at
  return on
}

/** The same for an SDK that answers with a promise. */
export async function askLoopAsync<Context>(
  isEnabled: (key: string, context: Context) => unknown,
  key: string,
  contexts: readonly Context[],
  calls: number,
): Promise<number> {
  let on = 0
  let at = next
  for (let call = 0; call < calls; call++) {
    on += Number(await isEnabled(key, contexts[at] as Context))
    at = at + 1 === contexts.length ? 0 : at + 1
  }
  next = at
  return on
}

/** The floor, in the same loop. */
export function hashLoop(
  hash: (text: string) => number,
  texts: readonly string[],
  calls: number,
): number {
  let sum = 0
  let at = next
  for (let call = 0; call < calls; call++) {
    sum ^= hash(texts[at] as string)
    at = at + 1 === texts.length ? 0 : at + 1
  }
  next = at
  return sum
}
