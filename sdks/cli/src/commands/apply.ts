import { readNumber, readTimeout } from '../arguments/read-values.ts'
import { wrongUsage } from '../failure.ts'
import { actOnRequest, requestPath } from '../server/change-requests.ts'
import { OneRequest } from '../server/shapes.ts'
import { oneLine } from '../terminal/screen-text.ts'
import type { RemoteCommand } from './command.ts'
import { confirm } from './confirm.ts'

export const apply: RemoteCommand = {
  name: 'apply',
  operands: 'NUMBER',
  options: ['wait', 'timeout'],
  summary: 'do what a change request asks for, once it is approved',
  examples: ['bunting apply 7 --wait'],
  run: async (call) => {
    const { api, project, operands, options, screen, other } = call
    const number = readNumber(operands[0] ?? '')
    readTimeout(options.timeout)
    if (options.wait) {
      const { environment } = await api.get(requestPath(project, number), OneRequest)
      if (environment === null) {
        throw wrongUsage(`#${number} changes several environments: --wait is for one`)
      }
    }
    const { title, state, environment, appliedRevision } = await actOnRequest(
      api,
      project,
      number,
      'apply',
      { look: other('request', String(number)) },
    )
    const where = appliedRevision === null ? '' : `, revision ${appliedRevision}`
    const done = {
      words: `applied ${screen.out.paint.bold(`#${number}`)}, ${oneLine(title)}${where}`,
      document: { number, title, state, environment, revision: appliedRevision },
    }
    if (!options.wait || environment === null || appliedRevision === null) return done
    return confirm(call, { environment, revision: appliedRevision }, done)
  },
}
