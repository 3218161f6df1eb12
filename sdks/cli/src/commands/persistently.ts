import { readTimeout } from '../arguments/read-values.ts'
import { Failure } from '../failure.ts'
import { mayPass } from '../server/watch-delivery.ts'
import type { Call } from './command.ts'

const PAUSE_MS = 500

/**
 * For what is done once however often it is done: while the server or its database is away it is
 * tried again, until `--timeout` is over.
 *
 * @param unknown what is said then, for an answer that was lost may have been that it is done
 */
export async function persistently<T>(
  { options, time, screen }: Call,
  unknown: string,
  act: () => Promise<T>,
): Promise<T> {
  const until = time.now() + readTimeout(options.timeout)
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof Failure && mayPass(error))) throw error
      const pauseMs = error.retryAfterS === undefined ? PAUSE_MS : error.retryAfterS * 1_000
      if (time.now() + pauseMs > until) throw givenUp(error, unknown)
      screen.progress(`${error.message}; trying again …`)
      await time.sleep(pauseMs)
    }
  }
}

function givenUp({ code, message, ...more }: Failure, unknown: string): Failure {
  const { status, retryAfterS, advice } = more
  return new Failure(code, `${unknown}: ${message}`, {
    ...(status !== undefined && { status }),
    ...(retryAfterS !== undefined && { retryAfterS }),
    ...(advice !== undefined && { advice }),
  })
}
