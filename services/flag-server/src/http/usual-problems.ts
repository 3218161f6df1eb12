import type { RouteOptions } from 'fastify'
import { Problem, TITLES } from './problem.ts'

/**
 * The errors that any route of this shape may answer with, for OpenAPI: routes name what is their own
 * and leave these out. 500 is not among them: it is no answer that anybody may count on.
 */
export function usualProblems({ method, url }: Pick<RouteOptions, 'method' | 'url'>): object {
  const reads = [method].flat().every((one) => one === 'GET' || one === 'HEAD')
  const statuses = [400, 401, 403, 404]
  // What a change would do is refused as the change would be.
  if (!reads || PREVIEWS.test(url)) statuses.push(409)
  if (!reads) statuses.push(413, 415)
  statuses.push(429, 503)
  return Object.fromEntries(statuses.map((status) => [status, problem(status)]))
}

/** `GET` says what `POST` to the same address would do. */
const PREVIEWS = /\/(revert|restore|copy)$/

function problem(status: number) {
  return {
    description: TITLES[status] ?? 'Error',
    content: { 'application/problem+json': { schema: Problem } },
  }
}
