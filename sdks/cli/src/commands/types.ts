import { projectPath } from '../server/place.ts'
import { readPages } from '../server/read-pages.ts'
import { FlagPage } from '../server/shapes.ts'
import { declarationsOf } from '../words/declarations.ts'
import type { RemoteCommand } from './command.ts'

export const types: RemoteCommand = {
  name: 'types',
  operands: '',
  options: [],
  summary: 'declare all flags, so that TypeScript knows their keys',
  more: `Put into a file of your project, a key that no flag has is an error of the
compiler, and values and variants have their types. Archived flags are left out.`,
  examples: ['bunting types > flags.d.ts', 'bunting types | diff flags.d.ts -'],
  run: async ({ api, project }) => {
    const query = new URLSearchParams({ limit: '200' })
    const pages = await readPages(api, `${projectPath(project)}/flags`, query, FlagPage)
    const declarations = declarationsOf(
      project,
      pages.flatMap(({ flags }) => flags),
    )
    return { words: declarations, document: { project, declarations } }
  },
}
