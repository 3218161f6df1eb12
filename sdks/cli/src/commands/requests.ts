import { projectPath } from '../server/place.ts'
import { readPages } from '../server/read-pages.ts'
import { RequestPage } from '../server/shapes.ts'
import { oneLine } from '../terminal/screen-text.ts'
import { table } from '../terminal/table.ts'
import type { RemoteCommand } from './command.ts'

export const requests: RemoteCommand = {
  name: 'requests',
  operands: '[KEY]',
  options: ['environment'],
  summary: 'list change requests that are not over',
  more: 'bunting request NUMBER says what one would change, and who approves it where.',
  examples: ['bunting requests', 'bunting requests new-checkout'],
  run: async ({ api, project, operands, options, screen }) => {
    const query = new URLSearchParams({ limit: '200', state: 'live' })
    if (operands[0]) query.set('flag', operands[0])
    if (options.environment) query.set('environment', options.environment)
    const path = `${projectPath(project)}/change-requests`
    const pages = await readPages(api, path, query, RequestPage)
    const found = pages.flatMap(({ changeRequests }) => changeRequests)
    const rows = found.map(({ number, state, environment, author, title }) => [
      `#${number}`,
      state,
      environment ?? 'all',
      oneLine(author.name),
      oneLine(title),
    ])
    const head = ['NUMBER', 'STATE', 'ENVIRONMENT', 'BY', 'TITLE']
    const { paint, columns } = screen.out
    return {
      words: rows.length === 0 ? 'nothing is asked for' : table(head, rows, paint, columns),
      document: { changeRequests: found },
    }
  },
}
