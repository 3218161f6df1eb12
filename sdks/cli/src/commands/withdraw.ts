import { readNumber } from '../arguments/read-values.ts'
import { actOnRequest } from '../server/change-requests.ts'
import { oneLine } from '../terminal/screen-text.ts'
import type { RemoteCommand } from './command.ts'

export const withdraw: RemoteCommand = {
  name: 'withdraw',
  operands: 'NUMBER',
  options: ['comment'],
  summary: 'take back a change request that nobody applied',
  examples: ["bunting withdraw 7 -m 'not this week'"],
  run: async ({ api, project, operands, options, screen, other }) => {
    const number = readNumber(operands[0] ?? '')
    const { title, state } = await actOnRequest(api, project, number, 'withdrawal', {
      look: other('request', String(number)),
      comment: options.comment,
    })
    return {
      words: `withdrew ${screen.out.paint.bold(`#${number}`)}, ${oneLine(title)}`,
      document: { number, title, state },
    }
  },
}
