import type { RouteOptions } from 'fastify'
import { Problem, TITLES } from './problem.ts'

/**
 * The errors that any route of this shape may answer with, for OpenAPI: routes name what is their own
 * and leave these out. 500 is not among them: it is no answer that anybody may count on.
 */
export function usualProblems({
  method,
  url,
  config,
}: Pick<RouteOptions, 'method' | 'url' | 'config'>): object {
  const reads = [method].flat().every((one) => one === 'GET' || one === 'HEAD')
  const ofBodies = reads ? [] : [413, 415]
  // Their paths have no names in them that could be wrong, and nothing they send can be in the way.
  if (config?.rule === 'metrics-token') return problems(401, 429, 503)
  if (config?.rule === 'sdk-key') return problems(...(reads ? [] : [400]), ...ofBodies, 429, 503)
  // What a change would do is refused as the change would be.
  const ofChanges = !reads || PREVIEWS.test(url) ? [409] : []
  return problems(400, 401, 403, 404, ...ofChanges, ...ofBodies, 429, 503)
}

/** `GET` says what `POST` to the same address would do. */
const PREVIEWS = /\/(revert|restore|copy)$/

/** Of each status what it looks like, for OpenAPI. */
export function problems(...statuses: readonly number[]): object {
  return Object.fromEntries(statuses.map((status) => [status, problem(status)]))
}

const RETRY_AFTER = {
  'retry-after': { type: 'integer', description: 'after how many seconds to ask again' },
}

function problem(status: number) {
  return {
    description: TITLES[status] ?? 'Error',
    ...((status === 429 || status === 503) && { headers: RETRY_AFTER }),
    content: { 'application/problem+json': { schema: Problem } },
  }
}
