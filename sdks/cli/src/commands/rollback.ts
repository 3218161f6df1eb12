import { readTimeout } from '../arguments/read-values.ts'
import { environmentPath } from '../server/place.ts'
import { ReleaseMoved } from '../server/shapes.ts'
import type { RemoteCommand } from './command.ts'
import { confirm } from './confirm.ts'
import { findRelease } from './find-releases.ts'
import { persistently } from './persistently.ts'

export const rollback: RemoteCommand = {
  name: 'rollback',
  operands: 'RELEASE',
  options: ['environment', 'comment', 'timeout'],
  summary: 'take a release back to 0 %, and see it confirmed',
  more: `RELEASE is its id, the beginning of it as bunting releases prints it, or the key
of a flag that a release moves now. No policy stands in its way. While the
server or its database is away it is tried again, until --timeout. The flag
stays locked for larger shares until somebody unlocks it.`,
  examples: [
    "bunting rollback new-checkout -e production -m 'orders fail'",
    'bunting rollback 3f9a02c1',
  ],
  run: async (call) => {
    const { api, project, operands, options, screen } = call
    readTimeout(options.timeout)
    const [wanted = ''] = operands
    const unknown = `${wanted} is not known to be rolled back`
    const { id, environment } = await persistently(call, unknown, () => findRelease(call, wanted))
    const path = `${environmentPath(project, environment)}/releases/${id}/rollback`
    const body = options.comment ? { comment: options.comment } : {}
    const { flag, revision, state } = await persistently(call, unknown, () =>
      api.send('POST', path, body, ReleaseMoved),
    )
    return confirm(
      call,
      { environment, revision },
      {
        words: `${screen.out.paint.bold(`rolled back ${flag} in ${environment}`)}, revision ${revision}`,
        document: { release: id, flag, environment, state, revision },
      },
    )
  },
}
