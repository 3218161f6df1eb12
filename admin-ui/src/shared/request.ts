import type { Problem } from '@bunting/flag-server/http/problem.ts'
import { RequestFailed } from './request-failed.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Accepted, or done: the answer says no more. */
const NOTHING_TO_READ: ReadonlySet<number> = new Set([202, 204])

/**
 * One call of the API; the session travels as a cookie. Resolves with the answer's JSON (undefined
 * for 202 and 204), throws `RequestFailed` for everything else.
 */
export async function request<Answer>(
  method: Method,
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<Answer> {
  const answer = await send(method, path, body, signal)
  if (NOTHING_TO_READ.has(answer.status)) return undefined as Answer
  const json = await answer.json().catch(() => null)
  if (answer.ok && json !== null) return json as Answer
  throw failureOf(answer.status, json)
}

async function send(method: Method, path: string, body?: object, signal?: AbortSignal) {
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers: body ? { 'content-type': 'application/json' } : {},
      ...(body && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new RequestFailed({
      status: 0,
      code: 'unreachable',
      detail: 'The server did not answer. Check your connection, then try again.',
    })
  }
}

function failureOf(status: number, json: unknown): RequestFailed {
  if (isProblem(json)) return new RequestFailed(json)
  return new RequestFailed({
    status,
    code: 'unreadable',
    detail: `The server answered ${status} without saying why. Try again in a moment.`,
  })
}

function isProblem(json: unknown): json is Problem {
  return typeof json === 'object' && json !== null && 'code' in json && 'detail' in json
}
