import { closeTo } from '../arguments/nearest.ts'
import { Failure, wrongUsage } from '../failure.ts'
import type { Api } from './api.ts'
import { Project, ProjectList } from './shapes.ts'

const enc = encodeURIComponent

export const projectPath = (project: string) => `/projects/${enc(project)}`
export const environmentPath = (project: string, environment: string) =>
  `${projectPath(project)}/environments/${enc(environment)}`
export const flagPath = (project: string, flag: string) =>
  `${projectPath(project)}/flags/${enc(flag)}`
export const configurationPath = (project: string, environment: string, flag: string) =>
  `${environmentPath(project, environment)}/flags/${enc(flag)}`

/** Of a page of the admin UI. */
export function pageUrl(server: string, ...parts: readonly string[]): string {
  return [server, ...parts.map(enc)].join('/')
}

/** Keys of the project's environments, in its order. */
export async function environmentsOf(api: Api, project: string): Promise<string[]> {
  const { environments } = await api.get(projectPath(project), Project)
  return environments.map(({ key }) => key)
}

/** There is no default for what changes something: it says which there are. */
export async function missingEnvironment(api: Api, project: string): Promise<Failure> {
  return whichEnvironment(await environmentsOf(api, project))
}

export function whichEnvironment(keys: readonly string[]): Failure {
  return wrongUsage('in which environment?', `Say ${keys.map((key) => `-e ${key}`).join(' or ')}`)
}

/** What to do about a project or an environment that is not there: says which are. */
export async function otherPlaces(
  api: Api,
  code: 'project_not_found' | 'environment_not_found',
  project: string,
  environment: string,
): Promise<string | undefined> {
  try {
    if (code === 'environment_not_found') {
      return closeTo(environment, await environmentsOf(api, project), '-e ')
    }
    const { projects } = await api.get('/projects', ProjectList)
    const keys = projects.map(({ key }) => key)
    return keys.length > 0 ? closeTo(project, keys, '-p ') : 'This token is a member of no project'
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}
