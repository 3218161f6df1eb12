import { readTimeout } from '../arguments/read-values.ts'
import { configurationPath, missingEnvironment } from '../server/place.ts'
import { Killed } from '../server/shapes.ts'
import type { RemoteCommand } from './command.ts'
import { confirm } from './confirm.ts'
import { persistently } from './persistently.ts'

export const kill: RemoteCommand = {
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
    const { revision, changed } = await persistently(
      call,
      `${flag} is not known to be killed`,
      () => api.send('POST', path, body, Killed),
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
