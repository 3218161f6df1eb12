import { readContext } from '../arguments/read-values.ts'
import { wrongUsage } from '../failure.ts'
import { configurationPath, missingEnvironment } from '../server/place.ts'
import { Explained } from '../server/shapes.ts'
import { valueWords } from '../words/condition-words.ts'
import { explainedWords } from '../words/step-words.ts'
import type { RemoteCommand } from './command.ts'

export const explain: RemoteCommand = {
  name: 'explain',
  operands: 'KEY',
  options: ['context', 'environment', 'at'],
  summary: 'what a flag answers to a context, and why',
  examples: [
    `bunting explain new-checkout --context '{"targetingKey":"ana"}' -e production`,
    'bunting explain new-checkout --context @ana.json -e dev --at 2026-12-24T18:00Z',
  ],
  run: async ({ api, project, operands, options, screen }) => {
    const [flag = ''] = operands
    const { context: text, environment, at } = options
    if (text === undefined) {
      throw wrongUsage('about whom?', `Say --context '{"targetingKey":"ana"}', or {} for nobody`)
    }
    const context = readContext(text)
    if (environment === undefined) throw await missingEnvironment(api, project)
    const answer = await api.send(
      'POST',
      `${configurationPath(project, environment, flag)}/explain`,
      { context, ...(at && { at }) },
      Explained,
    )
    const { targetingKey } = context
    const who =
      targetingKey === undefined ? 'a context without targetingKey' : valueWords(targetingKey)
    return {
      words: explainedWords(answer, { flag, environment, who }, screen.out.paint),
      document: answer,
    }
  },
}
