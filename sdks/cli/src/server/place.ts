import { nearest } from '../arguments/nearest.ts'
import { Failure, wrongUsage } from '../failure.ts'
import type { Api } from './api.ts'
import { Project } from './shapes.ts'

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
  const keys = await environmentsOf(api, project)
  return wrongUsage('in which environment?', `Say ${keys.map((key) => `-e ${key}`).join(' or ')}`)
}

/** What to do about an environment that is not there. */
export async function otherEnvironments(
  api: Api,
  project: string,
  typed: string,
): Promise<string | undefined> {
  try {
    const keys = await environmentsOf(api, project)
    const close = nearest(typed, keys)
    return `${close ? `Did you mean -e ${close}? ` : ''}There are ${keys.join(', ')}`
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}
