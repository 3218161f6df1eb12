import { Failure } from '../failure.ts'
import { environmentPath, environmentsOf } from '../server/place.ts'
import { readPages } from '../server/read-pages.ts'
import { type Release, ReleasePage } from '../server/shapes.ts'
import type { Call } from './command.ts'

/** Newest first in each environment; in all of them unless one is named. */
export async function listReleases(
  { api, project, options }: Pick<Call, 'api' | 'project' | 'options'>,
  limit: number,
): Promise<Release[]> {
  const lists = await Promise.all(
    (await placesOf({ api, project, options })).map((key) =>
      api.get(`${environmentPath(project, key)}/releases?limit=${limit}`, ReleasePage),
    ),
  )
  return lists.flatMap(({ releases }) => releases)
}

/** Whether there is something to take back. */
export function isMoving({ state }: Release): boolean {
  return ['running', 'holding', 'paused'].includes(state)
}

const LEAST_ID = 4

/** The one release that is meant by its id, the beginning of it, or the flag that it moves. */
export async function findRelease(call: Call, wanted: string): Promise<Release> {
  const { api, project } = call
  const lists = await Promise.all(
    (await placesOf(call)).map((key) =>
      readPages(
        api,
        `${environmentPath(project, key)}/releases`,
        new URLSearchParams({ limit: '200' }),
        ReleasePage,
      ),
    ),
  )
  const all = lists.flat().flatMap(({ releases }) => releases)
  const byId = all.filter(({ id }) => wanted.length >= LEAST_ID && id.startsWith(wanted))
  const ofFlag = all.filter((release) => release.flag === wanted && isMoving(release))
  const found = byId.length > 0 ? byId : ofFlag
  const [only] = found
  if (only && found.length === 1) return only
  if (only) {
    throw new Failure('ambiguous_release', `"${wanted}" is ${found.length} releases`, {
      advice: `Which one? ${found.map(({ id, environment }) => `${id.slice(0, 8)} in ${environment}`).join(', ')}`,
    })
  }
  const ended = all.find(({ flag }) => flag === wanted)
  throw new Failure(
    'release_not_found',
    `no release is "${wanted}", nor moves a flag of that key now`,
    {
      advice: ended
        ? `The last one of ${wanted} is ${ended.id.slice(0, 8)}, ${stateWords(ended)}, in ${ended.environment}`
        : 'bunting releases lists them',
    },
  )
}

export function stateWords({ state }: Release): string {
  return state.replaceAll('_', ' ')
}

async function placesOf({
  api,
  project,
  options,
}: Pick<Call, 'api' | 'project' | 'options'>): Promise<string[]> {
  return options.environment ? [options.environment] : environmentsOf(api, project)
}
