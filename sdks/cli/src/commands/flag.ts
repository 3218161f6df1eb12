import { flagPath } from '../server/place.ts'
import { Flag } from '../server/shapes.ts'
import { flagWords } from '../words/flag-words.ts'
import type { RemoteCommand } from './command.ts'

export const flag: RemoteCommand = {
  name: 'flag',
  operands: 'KEY',
  options: [],
  summary: 'a flag in words: what is served to whom, owner, stale',
  examples: ['bunting flag new-checkout'],
  run: async ({ api, project, operands, screen }) => {
    const found = await api.get(flagPath(project, operands[0] ?? ''), Flag)
    return { words: flagWords(found, screen.out.paint), document: found }
  },
}
