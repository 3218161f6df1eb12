type Path = () => unknown

interface Paths {
  readonly on: Path
  readonly off: Path
}

/**
 * Takes a path for one context after another. Each scenario imports this module anew (with a query
 * after its name), so that V8 learns in each what it calls, as it does where an application calls it.
 */
export function runLoop<Context>(
  run: (key: string, context: Context, paths: Paths) => unknown,
  key: string,
  contexts: readonly Context[],
  { on, off }: Paths,
  calls: number,
): void {
  for (let call = 0; call < calls; call++) {
    run(key, contexts[call % contexts.length] as Context, { on, off })
  }
}

export async function runLoopAsync<Context>(
  run: (key: string, context: Context, paths: Paths) => unknown,
  key: string,
  contexts: readonly Context[],
  { on, off }: Paths,
  calls: number,
): Promise<void> {
  for (let call = 0; call < calls; call++) {
    await run(key, contexts[call % contexts.length] as Context, { on, off })
  }
}

/** The same without a flag. */
export function bareLoop({ on, off }: Paths, calls: number): void {
  for (let call = 0; call < calls; call++) {
    if (call % 2 === 0) on()
    else off()
  }
}

export async function bareLoopAsync({ on, off }: Paths, calls: number): Promise<void> {
  for (let call = 0; call < calls; call++) await (call % 2 === 0 ? on() : off())
}
