import { readLimit } from '../arguments/read-values.ts'
import { projectPath } from '../server/place.ts'
import { type Entry, EntryPage } from '../server/shapes.ts'
import type { Paint } from '../terminal/paint.ts'
import { oneLine } from '../terminal/screen-text.ts'
import { entryWords, VIA } from '../words/entry-words.ts'
import type { RemoteCommand } from './command.ts'

export const history: RemoteCommand = {
  name: 'history',
  operands: '[KEY]',
  options: ['environment', 'limit'],
  summary: 'who changed what, and why, newest first',
  examples: ['bunting history new-checkout -e production', 'bunting history --limit 100 --json'],
  run: async ({ api, project, operands, options, screen }) => {
    const [flag] = operands
    const query = new URLSearchParams({ limit: String(readLimit(options.limit)) })
    if (flag) query.set('flag', flag)
    if (options.environment) query.set('environment', options.environment)
    const { entries } = await api.get(`${projectPath(project)}/audit?${query}`, EntryPage)
    return {
      words:
        entries.length === 0
          ? 'nothing is written down there'
          : entries.map((entry) => entryLines(entry, flag, screen.out.paint)).join('\n'),
      document: { entries },
    }
  },
}

function entryLines(entry: Entry, about: string | undefined, paint: Paint): string {
  const { at, actor, via, environment, target, comment, revision } = entry
  const when = paint.dim(`${at.slice(0, 19).replace('T', ' ')}Z`)
  const what =
    target.key === about
      ? ''
      : `${target.type === 'flag' ? '' : `${target.type} `}${paint.bold(oneLine(target.key))} `
  const where = environment ? ` in ${environment}` : ''
  const how = [VIA[via] ?? via, revision === null ? '' : `revision ${revision}`].filter(Boolean)
  return [
    `${when}  ${what}${entryWords(entry)}${where}`,
    `  by ${oneLine(actor.name)}${how.length > 0 ? paint.dim(`, ${how.join(', ')}`) : ''}${comment ? `: ${oneLine(comment)}` : ''}`,
  ].join('\n')
}
