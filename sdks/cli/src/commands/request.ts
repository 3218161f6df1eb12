import { readNumber } from '../arguments/read-values.ts'
import { requestPage, requestPath } from '../server/change-requests.ts'
import { OneRequest } from '../server/shapes.ts'
import { requestWords } from '../words/request-words.ts'
import type { RemoteCommand } from './command.ts'

export const request: RemoteCommand = {
  name: 'request',
  operands: 'NUMBER',
  options: [],
  summary: 'a change request, and what you may do about it',
  more: 'People approve it in the admin UI, signed in: no token does. Its page is named.',
  examples: ['bunting request 7'],
  run: async ({ api, project, operands, screen, other }) => {
    const number = readNumber(operands[0] ?? '')
    const found = await api.get(requestPath(project, number), OneRequest)
    const page = await requestPage(api, project, found)
    return { words: requestWords(found, page, other, screen.out.paint), document: found }
  },
}
