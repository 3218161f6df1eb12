import { environmentsOf, projectPath } from '../server/place.ts'
import { readPages } from '../server/read-pages.ts'
import { type Flag, FlagPage } from '../server/shapes.ts'
import type { Paint } from '../terminal/paint.ts'
import { oneLine } from '../terminal/screen-text.ts'
import { table } from '../terminal/table.ts'
import { openness } from '../words/serve-words.ts'
import type { RemoteCommand } from './command.ts'

export const flags: RemoteCommand = {
  name: 'flags',
  operands: '[SEARCH]',
  options: ['environment', 'tag', 'owner', 'stale', 'archived'],
  summary: 'list flags, and how far each is open where',
  more: `SEARCH is words of keys, names, descriptions, tags and owners. A percentage is
of everybody whom no rule names; + says that rules, targets or prerequisites
come before that.`,
  examples: ['bunting flags checkout', 'bunting flags --stale --json | jq -r ".flags[].key"'],
  run: async ({ api, project, operands, options, screen }) => {
    const query = new URLSearchParams({ limit: '200' })
    if (operands[0]) query.set('search', operands[0])
    if (options.environment) query.set('environment', options.environment)
    if (options.tag) for (const tag of options.tag) query.append('tag', tag)
    if (options.owner) query.set('owner', options.owner)
    if (options.stale) query.set('stale', 'any')
    if (options.archived) query.set('archived', 'true')
    const [environments, pages] = await Promise.all([
      options.environment ? [options.environment] : environmentsOf(api, project),
      readPages(api, `${projectPath(project)}/flags`, query, FlagPage),
    ])
    const found = pages.flatMap((page) => page.flags)
    return {
      words: listWords(found, environments, screen.out.paint, screen.out.columns),
      document: { flags: found, total: found.length },
    }
  },
}

function listWords(
  found: readonly Flag[],
  environments: readonly string[],
  paint: Paint,
  columns: number | undefined,
): string {
  if (found.length === 0) return 'no flag is like that'
  const rows = found.map((flag) => [
    paint.bold(flag.key),
    ...environments.map((key) => cell(flag, key, paint)),
    flag.name === flag.key ? '' : oneLine(flag.name),
  ])
  return table(
    ['KEY', ...environments.map((key) => key.toUpperCase()), 'NAME'],
    rows,
    paint,
    columns,
  )
}

function cell(flag: Flag, environment: string, paint: Paint): string {
  const configuration = flag.environments[environment]
  if (!configuration) return ''
  const open = openness(configuration)
  return configuration.on ? paint.green(open) : paint.dim(open)
}
