import { requestPage } from '../server/change-requests.ts'
import { projectPath } from '../server/place.ts'
import { ChangeRequest } from '../server/shapes.ts'
import type { Patch } from './change-flag.ts'
import type { Call, Outcome } from './command.ts'

/** Opens a change request. What was to be waited for is not in force, and so not confirmed. */
export async function askForChange(
  { api, options, screen, other }: Call,
  place: { readonly project: string; readonly environment: string; readonly flag: string },
  wanted: {
    readonly patch: Patch
    readonly comment: string | undefined
    readonly expectedVersion: number
  },
): Promise<Outcome> {
  const { project, environment, flag } = place
  const { patch, comment, expectedVersion } = wanted
  const request = await api.send(
    'POST',
    `${projectPath(project)}/change-requests`,
    {
      operation: { type: 'configure-flag', environment, flag, patch },
      expectedVersion,
      ...(comment && { comment }),
    },
    ChangeRequest,
  )
  const { number, title } = request
  const url = await requestPage(api, project, { number, environment })
  const { bold } = screen.out.paint
  return {
    words: `asked for it: request ${bold(`#${number}`)}, ${title}\n  ${url}\n  Nothing is changed until somebody else approves it and it is applied: ${other('apply', String(number))}`,
    document: { flag, environment, changed: false, asked: { number, title, url } },
    ...(options.wait && { exitCode: 1 }),
  }
}
