import { Failure } from '../failure.ts'
import type { Api } from './api.ts'
import { environmentsOf, pageUrl, projectPath } from './place.ts'
import { OneRequest } from './shapes.ts'

export const requestPath = (project: string, number: number) =>
  `${projectPath(project)}/change-requests/${number}`

/** Where people look at it and approve it. */
export async function requestPage(
  api: Api,
  project: string,
  { number, environment }: Pick<OneRequest, 'number' | 'environment'>,
): Promise<string> {
  // One that changes several is on the page of each.
  const home = environment ?? (await environmentsOf(api, project))[0] ?? ''
  return pageUrl(api.url, project, home, 'requests', String(number))
}

/** Applies or withdraws it; a refusal says where to look or who has to be asked. */
export async function actOnRequest(
  api: Api,
  project: string,
  number: number,
  act: 'apply' | 'withdrawal',
  { look, comment }: { readonly look: string; readonly comment?: string | undefined },
): Promise<OneRequest> {
  const path = requestPath(project, number)
  try {
    return await api.send('POST', `${path}/${act}`, comment ? { comment } : {}, OneRequest)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { code, message, status } = error
    const asked = { ...(status !== undefined && { status }) }
    if (code === 'approval_required') {
      const page = await requestPage(api, project, await api.get(path, OneRequest))
      const advice = `Somebody else approves it, signed in: ${page}`
      throw new Failure(code, message, { ...asked, advice })
    }
    if (code !== 'stale_version' && code !== 'change_request_closed') throw error
    throw new Failure(code, message, { ...asked, advice: `Look at it: ${look}` })
  }
}
