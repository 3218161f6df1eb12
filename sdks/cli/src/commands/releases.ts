import { readLimit } from '../arguments/read-values.ts'
import { table } from '../terminal/table.ts'
import { percent } from '../words/serve-words.ts'
import type { RemoteCommand } from './command.ts'
import { listReleases, stateWords } from './find-releases.ts'

export const releases: RemoteCommand = {
  name: 'releases',
  operands: '',
  options: ['environment', 'limit'],
  summary: 'list releases, newest first, and why each waits',
  examples: ['bunting releases -e production'],
  run: async (call) => {
    const { paint, columns } = call.screen.out
    const found = await listReleases(call, readLimit(call.options.limit))
    const rows = found.map((release) => [
      release.id.slice(0, 8),
      release.flag,
      release.environment,
      percent(release.share),
      stateWords(release),
    ])
    const head = ['ID', 'FLAG', 'ENVIRONMENT', 'SHARE', 'STATE']
    const [first, ...lines] = table(head, rows, paint, columns).split('\n')
    const told = lines.flatMap((line, at) => [line, paint.dim(`  ${found[at]?.why ?? ''}`)])
    return {
      words: found.length === 0 ? 'there are none' : [first, ...told].join('\n'),
      document: { releases: found },
    }
  },
}
