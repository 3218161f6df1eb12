import { isMoving, listReleases } from '../commands/find-releases.ts'
import { Failure } from '../failure.ts'
import { type Api, createApi } from '../server/api.ts'
import { readConnection } from '../server/connection.ts'
import { environmentsOf, projectPath } from '../server/place.ts'
import { FlagKeys, ProjectList, RequestPage } from '../server/shapes.ts'
import type { Candidate, Lookups } from './values-of.ts'

/** Somebody waits with a finger on the key. */
const PATIENCE_MS = 1_000

/** Asks the server; where it is away, slow or unknown there is nothing to be shown. */
export function askServer(
  env: NodeJS.ProcessEnv,
  {
    url,
    project = 'default',
  }: { readonly url?: string | undefined; readonly project?: string | undefined },
  patienceMs: number = PATIENCE_MS,
): Lookups {
  const path = projectPath(project)
  const ask = async (
    look: (api: Api) => Promise<readonly Candidate[]>,
  ): Promise<readonly Candidate[]> => {
    try {
      const over = AbortSignal.timeout(patienceMs)
      return await look(createApi(readConnection(url, env), () => over))
    } catch (error) {
      if (error instanceof Failure) return []
      throw error
    }
  }
  return {
    flags: (typed) =>
      ask(async (api) => {
        const query = new URLSearchParams({ limit: '200', ...(typed && { search: typed }) })
        const { flags } = await api.get(`${path}/flags?${query}`, FlagKeys)
        return flags.map(({ key, name }) => ({ value: key, ...(name !== key && { says: name }) }))
      }),
    environments: () =>
      ask(async (api) => (await environmentsOf(api, project)).map((value) => ({ value }))),
    projects: () =>
      ask(async (api) => {
        const { projects } = await api.get('/projects', ProjectList)
        return projects.map(({ key, name }) => ({ value: key, says: name }))
      }),
    requests: () =>
      ask(async (api) => {
        const query = 'change-requests?state=live&limit=200'
        const { changeRequests } = await api.get(`${path}/${query}`, RequestPage)
        return changeRequests.map(({ number, title }) => ({ value: String(number), says: title }))
      }),
    moving: () =>
      ask(async (api) => {
        const releases = await listReleases({ api, project, options: {} }, 200)
        return releases
          .filter(isMoving)
          .map(({ flag, environment }) => ({ value: flag, says: environment }))
      }),
  }
}
