import { readTimeout } from '../arguments/read-values.ts'
import { Failure } from '../failure.ts'
import { configurationPath, missingEnvironment } from '../server/place.ts'
import { Killed } from '../server/shapes.ts'
import { mayPass } from '../server/watch-delivery.ts'
import type { Call, Command } from './command.ts'
import { confirm } from './confirm.ts'

export const kill: Command = {
  name: 'kill',
  operands: 'KEY',
  options: ['environment', 'comment', 'timeout'],
  summary: 'switch a flag off now, and see it confirmed',
  more: `No policy, version or release stands in its way. While the server or its
database is away it is tried again, until --timeout. Then it waits until every
connected SDK has said that it is off.`,
  examples: ["bunting kill new-checkout -e production -m 'orders fail'"],
  run: async (call) => {
    const [flag = ''] = call.operands
    const { project, api, options, screen } = call
    const { environment, comment } = options
    readTimeout(options.timeout)
    if (environment === undefined) throw await missingEnvironment(api, project)
    const path = `${configurationPath(project, environment, flag)}/kill`
    const body = comment ? { reason: comment } : {}
    const { revision, changed } = await persistently(call, () =>
      api.send('POST', path, body, Killed),
    )
    const head = changed
      ? screen.out.paint.bold(`killed ${flag} in ${environment}`)
      : `${flag} was off in ${environment}`
    return confirm(
      call,
      { environment, revision },
      {
        words: `${head}, revision ${revision}`,
        document: { flag, environment, changed, on: false, revision },
      },
    )
  },
}

const PAUSE_MS = 500

/** Killing twice is killing once: what may pass is tried again until the time is over. */
async function persistently<T>(
  { operands, options, time, screen }: Call,
  act: () => Promise<T>,
): Promise<T> {
  const until = time.now() + readTimeout(options.timeout)
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof Failure && mayPass(error))) throw error
      const pauseMs = error.retryAfterS === undefined ? PAUSE_MS : error.retryAfterS * 1_000
      if (time.now() + pauseMs > until) throw givenUp(error, operands[0] ?? '')
      screen.progress(`${error.message}; trying again …`)
      await time.sleep(pauseMs)
    }
  }
}

/** An answer that was lost may have been that it is done. */
function givenUp({ code, message, ...more }: Failure, flag: string): Failure {
  const { status, retryAfterS, advice } = more
  return new Failure(code, `${flag} is not known to be killed: ${message}`, {
    ...(status !== undefined && { status }),
    ...(retryAfterS !== undefined && { retryAfterS }),
    ...(advice !== undefined && { advice }),
  })
}
