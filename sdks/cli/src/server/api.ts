import { z } from 'zod/mini'
import { Failure } from '../failure.ts'
import { VERSION } from '../version.ts'
import type { Connection } from './connection.ts'
import { notReached } from './not-reached.ts'

/** The admin API, as much of it as commands use. `path` is below `/api/v1`. */
export interface Api {
  /** Of the server, for links to the admin UI. */
  readonly url: string
  get<T extends z.ZodMiniType>(path: string, shape: T): Promise<z.output<T>>
  send<T extends z.ZodMiniType>(
    method: 'POST' | 'PATCH',
    path: string,
    body: object,
    shape: T,
  ): Promise<z.output<T>>
}

/** A server that is there answers in milliseconds; one that moves a hundred thousand rows, in seconds. */
const REQUEST_MS = 10_000

const Problem = z.object({ code: z.string(), detail: z.string() })

/** @param patience how long a request may take; 10 seconds unless told */
export function createApi(
  { url, token }: Connection,
  patience: () => AbortSignal = () => AbortSignal.timeout(REQUEST_MS),
): Api {
  async function ask<T extends z.ZodMiniType>(
    method: string,
    path: string,
    body: object | undefined,
    shape: T,
  ): Promise<z.output<T>> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      // A redirected POST would become a GET, and the token would go who knows where.
      redirect: 'manual',
      signal: patience(),
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'user-agent': `bunting-cli/${VERSION}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw notReached(url, error, method !== 'GET')
    })
    const text = await response.text().catch((error: unknown) => {
      throw notReached(url, error, method !== 'GET')
    })
    const answer = parseJson(text)
    if (!response.ok) throw refusalOf(url, response, answer)
    const read = z.safeParse(shape, answer)
    if (!read.success) throw unexpected(url, response)
    return read.data
  }

  return {
    url,
    get: (path, shape) => ask('GET', path, undefined, shape),
    send: (method, path, body, shape) => ask(method, path, body, shape),
  }
}

function refusalOf(url: string, response: Response, answer: unknown): Failure {
  const { status, headers } = response
  const problem = z.safeParse(Problem, answer)
  if (!problem.success) return unexpected(url, response)
  const retryAfterS = Number.parseInt(headers.get('retry-after') ?? '', 10)
  return new Failure(problem.data.code, problem.data.detail, {
    status,
    ...(Number.isFinite(retryAfterS) && { retryAfterS }),
  })
}

/** A proxy's page, another product, another version: no answer of the flag server this command knows. */
function unexpected(url: string, { status, headers }: Response): Failure {
  const location = headers.get('location')
  const type = headers.get('content-type')?.split(';', 1)[0] ?? 'nothing'
  const what = location
    ? `answered ${status}, on to ${location}`
    : `answered ${status} with ${type}, which is not what the flag server says`
  return new Failure('unexpected_answer', `${url} ${what}`, {
    status,
    advice: 'Is BUNTING_URL the flag server, or does a proxy or a sign-in page stand before it?',
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
